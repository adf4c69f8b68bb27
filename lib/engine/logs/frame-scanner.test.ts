import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { frameOf } from "../testing/frame-of";
import { FrameScanner } from "./frame-scanner";

const KEPT = { head: 20, tail: 8 };
const PING = 9;

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
const mask = fc.option(
  fc.uint8Array({ minLength: 4, maxLength: 4 }).map((array) => Buffer.from(array)),
  { nil: undefined },
);
/** A message in its fragments, each with a mask of its own and a ping before it or not. */
const message = fc.array(fc.record({ payload: bytes, mask, pinged: fc.boolean() }), { minLength: 1, maxLength: 4 });

function toFrames(fragments: { payload: Buffer; mask: Buffer | undefined; pinged: boolean }[]): Buffer[] {
  return fragments.flatMap(({ payload, mask, pinged }, index) => [
    ...(pinged ? [frameOf(Buffer.from("ping"), { opcode: PING, mask })] : []),
    frameOf(payload, { opcode: index === 0 ? 1 : 0, isFinal: index === fragments.length - 1, mask }),
  ]);
}

function cut(whole: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let rest = whole;
  for (const size of [...sizes, whole.length]) {
    chunks.push(rest.subarray(0, size));
    rest = rest.subarray(size);
  }
  return chunks;
}

function expectedOf(payload: Buffer) {
  if (payload.length <= KEPT.head + KEPT.tail) return { head: payload, tail: Buffer.alloc(0) };
  return { head: payload.subarray(0, KEPT.head), tail: payload.subarray(-KEPT.tail) };
}

test("messages are found and cut however they are fragmented, masked and chunked, and the bytes stay as they were", () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 5 }), fc.array(fc.nat(50)), (messages, sizes) => {
      const found: { head: Buffer; tail: Buffer }[] = [];
      const scanner = new FrameScanner(KEPT, (scanned) => found.push(scanned));
      const sent = Buffer.concat(messages.flatMap(toFrames));
      const original = Buffer.from(sent);
      for (const chunk of cut(sent, sizes)) scanner.push(chunk);
      expect(found).toEqual(messages.map((fragments) => expectedOf(Buffer.concat(fragments.map((f) => f.payload)))));
      expect(scanner.isBroken).toBe(false);
      expect(sent.equals(original)).toBe(true);
    }),
  );
});

test("no bytes at all, whatever they are, are more than it can take", () => {
  fc.assert(
    fc.property(fc.array(bytes), (chunks) => {
      const scanner = new FrameScanner(KEPT, () => undefined);
      for (const chunk of chunks) scanner.push(chunk);
    }),
  );
});

const MALFORMED = [
  ["extension bits", [Buffer.from([0xc1, 0])]],
  ["an opcode of the future", [Buffer.from([0x83, 0])]],
  ["a control opcode of the future", [Buffer.from([0x8b, 0])]],
  ["a control frame in fragments", [Buffer.from([0x09, 0])]],
  ["a control frame with more than 125 bytes", [Buffer.from([0x89, 126, 0, 126])]],
  ["a continuation of nothing", [Buffer.from([0x80, 0])]],
  ["a message within a message", [Buffer.from([0x01, 0]), Buffer.from([0x81, 0])]],
  ["a length beyond all memory", [Buffer.from([0x81, 127, 255, 255, 255, 255, 255, 255, 255, 255])]],
] as const;

for (const [what, chunks] of MALFORMED) {
  test(`${what}: it gives up, and finds nothing more`, () => {
    const found: string[] = [];
    const scanner = new FrameScanner(KEPT, ({ head }) => found.push(head.toString()));
    scanner.push(frameOf(Buffer.from("before")));
    for (const chunk of chunks) scanner.push(chunk);
    scanner.push(frameOf(Buffer.from("after")));
    expect(scanner.isBroken).toBe(true);
    expect(found).toEqual(["before"]);
  });
}
