import { invalidField } from "../http/invalid-field";

type Metadata = Readonly<Record<string, unknown>>;

const QUERY = /^user_metadata((?:\['[^']+'\])+):'([^']*)'$/;
const KEY = /\['([^']+)'\]/g;

/** Reads `user_metadata['order']['status']:'shipped'` into a test of a session's metadata: that very string, there. */
export function parseMetadataQuery(q: string): (metadata: Metadata | undefined) => boolean {
  const [, path, value] = QUERY.exec(q) ?? [];
  if (path === undefined) throw invalidField("querystring/q", "must be of the form user_metadata['key']:'value'");
  const keys = [...path.matchAll(KEY)].map(([, key = ""]) => key);
  return (metadata) => keys.reduce<unknown>(readKey, metadata) === value;
}

function readKey(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
