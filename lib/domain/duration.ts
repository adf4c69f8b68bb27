/** `45 s`, `15 min`, `1 h 20 min`, `1 min 30 s`: exact to the second below an hour, to the minute from there on. */
export function formatDuration(totalSeconds: number): string {
  const { hours, minutes, seconds } = split(totalSeconds);
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return seconds > 0 ? `${minutes} min ${seconds} s` : `${minutes} min`;
  return `${seconds} s`;
}

/** The same to the minute from a minute on, for ages, which need not tick. */
export function formatAge(totalSeconds: number): string {
  return formatDuration(totalSeconds < 60 ? totalSeconds : Math.floor(totalSeconds / 60) * 60);
}

function split(totalSeconds: number): { hours: number; minutes: number; seconds: number } {
  const whole = Math.max(0, Math.floor(totalSeconds));
  return { hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60), seconds: whole % 60 };
}
