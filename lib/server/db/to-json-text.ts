/** `JSON.stringify` writes these as escapes, and PostgreSQL's jsonb refuses them. */
const UNSTORABLE = /^\\u(?:0000|d[89a-f])/;

/**
 * JSON for a `jsonb` parameter. Characters that PostgreSQL cannot store, which a page may put into its title or anybody
 * into metadata, become U+FFFD, so that one of them does not keep all other rows from being written.
 */
export function toJsonText(value: unknown): string {
  // Each escape as a whole, so that an escaped backslash before a `u` is not taken for the beginning of one.
  return JSON.stringify(value).replace(/\\(?:u[0-9a-f]{4}|.)/g, (part) => (UNSTORABLE.test(part) ? "\\ufffd" : part));
}
