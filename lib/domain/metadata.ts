/** Browserbase refuses user metadata of 512 characters or more, measured as JSON text. */
export const MAX_METADATA_CHARACTERS = 511;

export function isMetadataWithinLimit(metadata: Readonly<Record<string, unknown>>): boolean {
  return JSON.stringify(metadata).length <= MAX_METADATA_CHARACTERS;
}

/** Flat `key: value` pairs for display and search; nested keys are joined by dots. */
export function metadataEntries(metadata: Readonly<Record<string, unknown>>): [key: string, value: string][] {
  return Object.entries(metadata).flatMap(([key, value]): [string, string][] => {
    if (isRecord(value)) return metadataEntries(value).map(([rest, text]) => [`${key}.${rest}`, text]);
    return [[key, typeof value === "string" ? value : JSON.stringify(value)]];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
