import { JsonArraySplitter, parseElement } from "./split-json-array";

/**
 * The elements of a JSON array, one after the other, as its bytes come: the whole is never in memory.
 *
 * Throws a SyntaxError for what is no JSON array, or longer than `maxBytes`.
 */
export async function* readArray(
  chunks: AsyncIterable<unknown> | Iterable<unknown>,
  maxBytes: number,
): AsyncGenerator<unknown> {
  const splitter = new JsonArraySplitter();
  let bytes = 0;
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) throw new SyntaxError("not bytes");
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new SyntaxError(`more than ${maxBytes} bytes`);
    for (const element of splitter.push(chunk)) yield parseElement(element);
  }
  splitter.end();
}
