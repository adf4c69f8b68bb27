import { expect, test } from "@playwright/test";
import { toJsonText } from "./to-json-text";

const cases: [what: string, text: string, stored: string][] = [
  ["a NUL", "a\u0000b", "a\ufffdb"],
  ["half a character", "a\ud83d", "a\ufffd"],
  ["a whole one", "a🙂", "a🙂"],
  ["what only looks like an escape", "\\u0000 \\ud83d", "\\u0000 \\ud83d"],
  ["a backslash before a NUL", "\\\u0000", "\\\ufffd"],
  ["other control characters", "\u0001\n\t", "\u0001\n\t"],
];
for (const [what, text, stored] of cases) {
  test(`${what} is stored as ${JSON.stringify(stored)}`, () => {
    expect(JSON.parse(toJsonText({ [text]: text }))).toEqual({ [stored]: stored });
  });
}
