import { type MetadataEntries, metadataEntries } from "./metadata";

/** One thing that a session's metadata must say. The key of what is nested is a path: `order.id`. */
export type MetadataMatch = { key: string; value: string };

type Parsed = { matches: MetadataMatch[]; problem?: undefined } | { problem: string; matches?: undefined };

/** A key up to the first colon, and a value that is one word, or anything but a quotation mark between two of them. */
const PAIR = /\s*([^\s:"]+):(?:"([^"]*)"|([^\s"]+))(?=\s|$)/y;

/** Reads `team:growth env:ci note:"two words"`, all of which must be so. Nothing written means every session. */
export function parseMetadataExpression(text: string): Parsed {
  const matches: MetadataMatch[] = [];
  PAIR.lastIndex = 0;
  const whole = text.trim();
  while (PAIR.lastIndex < whole.length) {
    const from = PAIR.lastIndex;
    const [, key, quoted, word] = PAIR.exec(whole) ?? [];
    const value = quoted ?? word;
    if (key === undefined || value === undefined) {
      const rest = whole.slice(from).trim().split(/\s+/)[0];
      return { problem: `"${rest}" is not a key and a value: write them as team:growth, or note:"two words".` };
    }
    if (matches.some((match) => match.key === key)) return { problem: `"${key}" can have one value only.` };
    matches.push({ key, value });
  }
  return { matches };
}

export function formatMetadataExpression(matches: readonly MetadataMatch[]): string {
  return matches.map(({ key, value }) => `${key}:${/^\S+$/.test(value) ? value : `"${value}"`}`).join(" ");
}

export function matchesMetadata(
  userMetadata: Readonly<Record<string, unknown>>,
  matches: readonly MetadataMatch[],
): boolean {
  const entries: MetadataEntries = metadataEntries(userMetadata);
  return matches.every((match) => entries.some(([key, value]) => key === match.key && value === match.value));
}
