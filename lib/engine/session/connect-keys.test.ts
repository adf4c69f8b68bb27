import { expect, test } from "@playwright/test";
import { LiveViewKeys } from "../live-view/live-view-keys";
import { ConnectKeys } from "./connect-keys";

const keys = new ConnectKeys("api-key");
const NOW = 1_000_000;

test("every key issued for a session opens it, and no two are alike", () => {
  const [first, second] = [keys.issue("s1"), keys.issue("s1")];
  expect(first).not.toBe(second);
  expect(keys.verify(first, NOW)).toMatchObject({ sessionId: "s1" });
  expect(keys.verify(second, NOW)).toMatchObject({ sessionId: "s1" });
});

test("a key outlives the process, as long as the API key stays", () => {
  expect(new ConnectKeys("api-key").verify(keys.issue("s1"), NOW)).toMatchObject({ sessionId: "s1" });
  expect(new ConnectKeys("another").verify(keys.issue("s1"), NOW)).toBeUndefined();
});

test("a key that was changed opens nothing", () => {
  const [id, expiry, nonce, mac = ""] = keys.issue("s1", NOW + 1).split(".");
  for (const forged of [
    `s2.${expiry}.${nonce}.${mac}`,
    `${id}.${NOW + 1_000}.${nonce}.${mac}`,
    `${id}..${nonce}.${mac}`,
    `${id}.${expiry}.x.${mac}`,
    `${id}.${expiry}.${nonce}.${mac.slice(1)}`,
    `${id}.${expiry}.${nonce}`,
    "",
  ]) {
    expect(keys.verify(forged, NOW)).toBeUndefined();
  }
});

test("a key with an expiry opens its session until then", () => {
  const key = keys.issue("s1", NOW);
  expect(keys.verify(key, NOW - 1)).toEqual({ sessionId: "s1", expiresAt: NOW });
  expect(keys.verify(key, NOW)).toBeUndefined();
});

test("a key of a live view opens no connection", () => {
  const liveKey = new LiveViewKeys("api-key").issue({
    sessionId: "s1",
    pageId: undefined,
    isReadOnly: false,
    expiresAt: NOW + 1,
  });
  expect(keys.verify(liveKey, NOW)).toBeUndefined();
});
