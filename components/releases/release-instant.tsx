"use client";
import { formatInstant } from "@/lib/domain/instant";
import { useTimeZone } from "@/lib/hooks/use-time-zone";

/** An instant in the reader's time zone. */
export function ReleaseInstant({ at }: { at: number }) {
  const { date, time } = formatInstant(at, useTimeZone());
  return (
    <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap tabular-nums">
      {date} {time}
    </time>
  );
}
