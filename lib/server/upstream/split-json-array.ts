const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * The elements of a JSON array, as they are written and without parsing them: each byte is one character, which
 * `parseElement` undoes. Nothing but the array's own brackets and commas is checked, and they are only where these say
 * when every element parses; all of that together is what makes the whole valid JSON. Throws a SyntaxError.
 */
export function splitJsonArray(json: Uint8Array): string[] {
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
  const elements: string[] = [];
  let depth = 0;
  let start = skipSpace(bytes, 0);
  if (bytes[start] !== OPEN_BRACKET) throw new SyntaxError("The JSON is no array.");
  // In UTF-8 a byte of one of these characters is never a part of another one.
  for (let at = start; at < bytes.length; at += 1) {
    switch (bytes[at]) {
      case QUOTE:
        at = endOfString(bytes, at);
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        depth += 1;
        if (depth === 1) start = at + 1;
        break;
      case COMMA:
        if (depth !== 1) break;
        elements.push(bytes.toString("latin1", start, at));
        start = at + 1;
        break;
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        depth -= 1;
        if (depth > 0) break;
        if (bytes[at] !== CLOSE_BRACKET || skipSpace(bytes, at + 1) < bytes.length) throw misplaced();
        if (elements.length > 0 || skipSpace(bytes, start) < at) elements.push(bytes.toString("latin1", start, at));
        return elements;
    }
  }
  throw new SyntaxError("The JSON ends within its array.");
}

export function parseElement(element: string): unknown {
  return JSON.parse(Buffer.from(element, "latin1").toString());
}

/** The place of the closing quote, or the end of everything. */
function endOfString(bytes: Uint8Array, openedAt: number): number {
  let at = openedAt + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at += 1;
  return at;
}

function misplaced(): SyntaxError {
  return new SyntaxError("Something else than the end follows the JSON's array.");
}
