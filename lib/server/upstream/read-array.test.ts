import { expect, test } from "@playwright/test";
import { readArray } from "./read-array";

const LIMIT = 1_000_000;

async function read(text: string, chunkBytes: number, limit = LIMIT) {
  const bytes = Buffer.from(text);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes));
  const elements: unknown[] = [];
  for await (const element of readArray(chunks, limit)) elements.push(element);
  return elements;
}

test("a list is read element by element, wherever its bytes were cut", async () => {
  const list = [{ a: [1, { b: ']},\\"[{' }] }, "x,y", 3, null, [], { ü: "🙂" }];
  for (const text of [JSON.stringify(list), JSON.stringify(list, null, 2)]) {
    for (const chunkBytes of [1, 2, 3, 7, 1000]) expect(await read(text, chunkBytes)).toEqual(list);
  }
  expect(await read(" [ ] ", 2)).toEqual([]);
});

test("what is no list, or not all of one, is refused", async () => {
  for (const text of ["", "[1, 2", '["a', "[{]", '{"a":[]}', '"[]"', "null", "[1,]", "[1]]", "[]2"])
    await expect(read(text, 3)).rejects.toThrow(SyntaxError);
});

test("a list that is too long is not read to its end", async () => {
  await expect(read(JSON.stringify(Array.from({ length: 100 }, () => "x")), 10, 50)).rejects.toThrow(SyntaxError);
});
