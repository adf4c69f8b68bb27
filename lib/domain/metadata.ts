/** Browserbase refuses user metadata of 512 characters or more, measured as JSON text. */
export const MAX_METADATA_CHARACTERS = 511;

type Metadata = Readonly<Record<string, unknown>>;
export type MetadataEntries = readonly (readonly [key: string, value: string])[];

export function isMetadataWithinLimit(metadata: Metadata): boolean {
  return JSON.stringify(metadata).length <= MAX_METADATA_CHARACTERS;
}

/** Metadata never changes in place, and searching and grouping ask for that of every session again and again. */
const known = new WeakMap<Metadata, MetadataEntries>();

/** Flat `key: value` pairs for display and search; nested keys are joined by dots. */
export function metadataEntries(metadata: Metadata): MetadataEntries {
  const entries = known.get(metadata) ?? flatten(metadata);
  known.set(metadata, entries);
  return entries;
}

function flatten(metadata: Metadata): MetadataEntries {
  return Object.entries(metadata).flatMap(([key, value]): MetadataEntries => {
    if (isRecord(value)) return flatten(value).map(([rest, text]) => [`${key}.${rest}`, text] as const);
    return [[key, typeof value === "string" ? value : JSON.stringify(value)]];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
