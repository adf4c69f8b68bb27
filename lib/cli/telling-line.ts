const LONGEST = 200;
/** Chromium's own log lines: process, time, level and place. */
const LOG_PREFIX = /^\[[^\]]*\]\s*/;

/** The line that says why a browser did not start: its last word, else what is no log line, for those are mostly noise. */
export function tellingLine(lines: string[]): string | undefined {
  const written = lines.map((line) => line.trim()).filter(Boolean);
  const telling =
    written.find((line) => /^\[[^\]]*FATAL/.test(line)) ?? written.find((line) => !LOG_PREFIX.test(line)) ?? written[0];
  return telling?.replace(LOG_PREFIX, "").slice(0, LONGEST);
}
