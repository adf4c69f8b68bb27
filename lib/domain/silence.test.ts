import { expect, test } from "@playwright/test";
import { MAX_SILENCES, mergeSilences, type Silence } from "./silence";

const KNOWN: Silence[] = [
  [0, 100],
  [200, 300],
];
const cases: [what: string, read: Silence[], firstAt: number | null, merged: Silence[]][] = [
  ["an empty log adds nothing", [], null, KNOWN],
  ["a log from the beginning replaces all", [[0, 110]], 0, [[0, 110]]],
  ["a log that forgot its beginning keeps what was known of that", [[400, 500]], 300, [...KNOWN, [400, 500]]],
  [
    "a silence that the log still has counts once",
    [[200, 300]],
    200,
    [
      [0, 100],
      [200, 300],
    ],
  ],
];
for (const [what, read, firstAt, merged] of cases) {
  test(what, () => expect(mergeSilences(KNOWN, read, firstAt)).toEqual(merged));
}

test("of very many silences the latest are kept", () => {
  const read = Array.from({ length: MAX_SILENCES + 1 }, (_, index): Silence => [index, index + 1]);
  const merged = mergeSilences([], read, 0);
  expect(merged).toHaveLength(MAX_SILENCES);
  expect(merged[0]).toEqual([1, 2]);
});
