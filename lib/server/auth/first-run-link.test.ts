import { expect, test } from "@playwright/test";
import { FirstRunLink } from "./first-run-link";

const HOUR_MS = 3_600_000;

test("the link works once, and then for the browser that opened it", () => {
  const link = new FirstRunLink(() => 0);
  const token = link.offer();
  const secret = link.claim(token);
  expect(link.isClaimedBy(secret)).toBe(true);
  expect(link.claim(token)).toBeUndefined();
  expect(link.isClaimedBy(token)).toBe(false);
  expect(link.isClaimedBy(undefined)).toBe(false);
});

test("the link is worth nothing an hour later", () => {
  let now = 0;
  const link = new FirstRunLink(() => now);
  const token = link.offer();
  now = HOUR_MS;
  expect(link.claim(token)).toBeUndefined();
});

test("a browser that opened it and went away is worth nothing an hour later", () => {
  let now = 0;
  const link = new FirstRunLink(() => now);
  const secret = link.claim(link.offer());
  now = HOUR_MS - 1;
  expect(link.isClaimedBy(secret)).toBe(true);
  now = HOUR_MS;
  expect(link.isClaimedBy(secret)).toBe(false);
});

test("another token than the link's claims nothing, and leaves the link as it was", () => {
  const link = new FirstRunLink(() => 0);
  const token = link.offer();
  expect(link.claim("x")).toBeUndefined();
  expect(link.claim(token)).toBeDefined();
});

test("nothing is claimed once there is an admin", () => {
  const link = new FirstRunLink(() => 0);
  const token = link.offer();
  link.close();
  expect(link.claim(token)).toBeUndefined();
  expect(link.isOpen).toBe(false);
});
