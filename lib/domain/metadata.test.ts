import { expect, test } from "@playwright/test";
import { isMetadataWithinLimit, metadataEntries } from "./metadata";

test("nested metadata becomes dotted pairs, and what is not text its JSON", () => {
  expect(metadataEntries({ team: "growth", order: { id: 7, tags: ["a"] }, none: null })).toEqual([
    ["team", "growth"],
    ["order.id", "7"],
    ["order.tags", '["a"]'],
    ["none", "null"],
  ]);
});

test("metadata may have 511 characters as JSON and not 512", () => {
  const withLength = (length: number) => ({ k: "x".repeat(length - '{"k":""}'.length) });
  expect(isMetadataWithinLimit(withLength(511))).toBe(true);
  expect(isMetadataWithinLimit(withLength(512))).toBe(false);
});
