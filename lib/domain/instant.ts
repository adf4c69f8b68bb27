/** Years first and figures only: it sorts as it reads, and every engine writes it alike. */
export function formatInstant(at: number, timeZone: string): { date: string; time: string } {
  const parts = new Map(
    formatIn(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const join = (separator: string, ...types: Intl.DateTimeFormatPartTypes[]) =>
    types.map((type) => parts.get(type)).join(separator);
  return { date: join("-", "year", "month", "day"), time: join(":", "hour", "minute", "second") };
}

/** `20:42`: the time of day, to the minute. */
export function formatClock(at: number, timeZone: string): string {
  return formatInstant(at, timeZone).time.slice(0, 5);
}

/** `just now`, `12 min ago`, `5 h ago`, `3 d ago`: in the largest unit alone. */
export function formatAgo(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`;
}

/** Making one is slow, and a page has one time zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const two = "2-digit";
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  });
  formats.set(timeZone, format);
  return format;
}
