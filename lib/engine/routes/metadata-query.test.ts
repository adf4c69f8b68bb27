import { expect, test } from "@playwright/test";
import { parseMetadataQuery } from "./metadata-query";

const metadata = { team: "qa", order: { status: "shipped", count: 2, tags: ["a"] }, "it is": "" };

const MATCHING = [
  "user_metadata['team']:'qa'",
  "user_metadata['order']['status']:'shipped'",
  "user_metadata['it is']:''",
];

const OTHER = [
  "user_metadata['team']:'q'",
  "user_metadata['Team']:'qa'",
  "user_metadata['order']:'shipped'",
  "user_metadata['order']['count']:'2'",
  "user_metadata['order']['tags']['0']:'a'",
  "user_metadata['toString']['name']:'toString'",
  "user_metadata['missing']['deeper']:''",
];

const MALFORMED = [
  "",
  "team:qa",
  "user_metadata:'qa'",
  "user_metadata['team']:qa",
  "user_metadata['']:'qa'",
  "user_metadata['team']:'it's'",
  "user_metadata['team']:'qa' ",
  "userMetadata['team']:'qa'",
];

for (const q of MATCHING) test(`${q} matches`, () => expect(parseMetadataQuery(q)(metadata)).toBe(true));

for (const q of OTHER) test(`${q} matches nothing`, () => expect(parseMetadataQuery(q)(metadata)).toBe(false));

for (const q of MALFORMED) {
  test(`${q || "an empty query"} is refused`, () => {
    expect(() => parseMetadataQuery(q)).toThrow("querystring/q must be of the form user_metadata['key']:'value'");
  });
}

test("a session without metadata matches nothing", () => {
  expect(parseMetadataQuery("user_metadata['team']:'qa'")(undefined)).toBe(false);
});
