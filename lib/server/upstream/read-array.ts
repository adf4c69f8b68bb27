const [QUOTE, BACKSLASH, COMMA, ARRAY] = [0x22, 0x5c, 0x2c, 0x5b];
const OPENING = new Set([ARRAY, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * The elements of a JSON array, one after the other, as its bytes come: the whole is never in memory. No byte of a
 * character beyond ASCII looks like JSON's own, so bytes will do.
 *
 * Throws a SyntaxError for what is no JSON array, or longer than `maxBytes`.
 */
export async function* readArray(
  chunks: AsyncIterable<unknown> | Iterable<unknown>,
  maxBytes: number,
): AsyncGenerator<unknown> {
  let depth = 0;
  let hasBegun = false;
  let isInString = false;
  let isEscaped = false;
  let bytes = 0;
  let pieces: Uint8Array[] = [];

  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) throw new SyntaxError("not bytes");
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new SyntaxError(`more than ${maxBytes} bytes`);
    let from = 0;
    for (let at = 0; at < chunk.byteLength; at += 1) {
      const byte = chunk[at] ?? 0;
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isInString = false;
        continue;
      }
      if (!hasBegun && !isSpace(byte)) {
        if (byte !== ARRAY) throw new SyntaxError("not an array");
        hasBegun = true;
      }
      if (byte === QUOTE) isInString = true;
      const isEnd = CLOSING.has(byte) && depth === 1;
      if (isEnd || (byte === COMMA && depth === 1)) {
        const text = decode([...pieces, chunk.subarray(from, at)]);
        if (text !== "") yield JSON.parse(text);
        pieces = [];
        from = at + 1;
      }
      if (OPENING.has(byte)) {
        depth += 1;
        if (depth === 1) from = at + 1;
      } else if (CLOSING.has(byte)) depth -= 1;
    }
    if (depth > 0) pieces.push(chunk.subarray(from));
  }
  if (depth !== 0 || !hasBegun) throw new SyntaxError("not a whole array");
}

function decode(pieces: readonly Uint8Array[]): string {
  return Buffer.concat(pieces).toString("utf8").trim();
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
