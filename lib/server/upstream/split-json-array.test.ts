import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { parseElement, splitJsonArray } from "./split-json-array";

function read(json: string): unknown {
  return splitJsonArray(Buffer.from(json)).map(parseElement);
}

test("an array that is split and parsed by its elements is the array that JSON.parse makes", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, "\t", "\r\n"), (values, space) => {
      const json = JSON.stringify(values, undefined, space);
      expect(read(json)).toEqual(JSON.parse(json));
    }),
  );
});

test("text with a piece of it cut out or doubled is refused when JSON.parse refuses it, and else says the same", () => {
  const pieces = fc.tuple(fc.array(fc.jsonValue()), fc.nat(), fc.nat({ max: 8 }), fc.constantFrom(0, 2));
  fc.assert(
    fc.property(pieces, ([values, place, length, times]) => {
      const json = JSON.stringify(values);
      const from = place % json.length;
      const piece = json.slice(from, from + length).repeat(times);
      const garbled = `${json.slice(0, from)}${piece}${json.slice(from + length)}`;
      expect(outcome(() => read(garbled))).toEqual(outcome(() => arrayOf(JSON.parse(garbled))));
    }),
    { numRuns: 1_000 },
  );
});

const refused = ["", " ", "{}", "1", '"[]"', "[", "[1", "[1,", "[,]", "[1,]", "[1]]", "[1]2", "[}", "[{]", '["', "[1}"];
for (const json of refused) {
  test(`${JSON.stringify(json)} is refused`, () => {
    expect(() => read(json)).toThrow(SyntaxError);
  });
}

test("brackets, quotes and backslashes within a string end nothing, and no letter is lost", () => {
  const values = ["],[", '"', "\\", '\\"]', { "}": "ä€😀" }];
  expect(read(` ${JSON.stringify(values)}\n`)).toEqual(values);
});

/** What upstream may answer a list with. */
function arrayOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new SyntaxError("no array");
}

function outcome(act: () => unknown): unknown {
  try {
    return act();
  } catch {
    return "refused";
  }
}
