import { constants, gunzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { Frame } from "./frame";

const texts = ["data: ü1\n\n", "", `data: ${"a long one, ".repeat(10_000)}\n\n`, "data: 3\n\n"];

/** As browsers do, which take what has come as far as it goes. */
function gunzip(parts: readonly Uint8Array[]): string {
  return gunzipSync(Buffer.concat(parts), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
}

test("frames follow each other in any order, each compressed once", async () => {
  const frames = texts.map((text) => new Frame(text));
  const [first, , long] = frames;
  await long?.prepare("gzip");
  for (const order of [frames, [...frames].reverse(), first ? [first, first] : []]) {
    const parts = [...Frame.start("gzip"), ...order.map((frame) => frame.bytes("gzip"))];
    expect(gunzip(parts)).toBe(order.map((frame) => Buffer.from(frame.bytes("identity")).toString()).join(""));
  }
  expect(first?.bytes("gzip")).toBe(first?.bytes("gzip"));
});

test("whoever comes in the middle can read from there", () => {
  const [, , late] = texts.map((text) => new Frame(text));
  expect(gunzip([...Frame.start("gzip"), ...(late ? [late.bytes("gzip")] : [])])).toBe(texts[2]);
});
