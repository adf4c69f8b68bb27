import { expect, test } from "@playwright/test";
import {
  formatMetadataExpression,
  type MetadataMatch,
  matchesMetadata,
  parseMetadataExpression,
} from "./metadata-expression";

const readable: [text: string, matches: MetadataMatch[]][] = [
  ["", []],
  ["team:growth", [{ key: "team", value: "growth" }]],
  [
    "  team:growth   env:ci ",
    [
      { key: "team", value: "growth" },
      { key: "env", value: "ci" },
    ],
  ],
  [
    'note:"two words" url:https://x.test:8080/',
    [
      { key: "note", value: "two words" },
      { key: "url", value: "https://x.test:8080/" },
    ],
  ],
  ["order.id:7", [{ key: "order.id", value: "7" }]],
];

for (const [text, matches] of readable) {
  test(`"${text}" is read, and written so that it is read again`, () => {
    expect(parseMetadataExpression(text)).toEqual({ matches });
    expect(parseMetadataExpression(formatMetadataExpression(matches))).toEqual({ matches });
  });
}

for (const [text, part] of [
  ["team", "team"],
  ["team:", "team:"],
  [":growth", ":growth"],
  ['team:growth note:"half', 'note:"half'],
  ['team:"a"b', 'team:"a"b'],
]) {
  test(`"${text}" is refused, naming what is wrong in it`, () => {
    expect(parseMetadataExpression(text ?? "")).toEqual({
      problem: `"${part}" is not a key and a value: write them as team:growth, or note:"two words".`,
    });
  });
}

test("a key with two values would match nothing, so it is refused", () => {
  expect(parseMetadataExpression("team:a team:b")).toEqual({ problem: '"team" can have one value only.' });
});

test("all of it has to be so, also in what is nested, and what is no text is compared as JSON", () => {
  const metadata = { team: "growth", order: { id: 7 } };
  const matches = (text: string) => matchesMetadata(metadata, parseMetadataExpression(text).matches ?? []);
  expect(matches("")).toBe(true);
  expect(matches("team:growth order.id:7")).toBe(true);
  expect(matches("team:growth order.id:8")).toBe(false);
  expect(matches("team:grow")).toBe(false);
});
