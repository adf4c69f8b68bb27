import { expect, test } from "@playwright/test";
import { ConnectKeys } from "./connect-keys";

const keys = new ConnectKeys("api-key");

test("every key issued for a session opens it, and no two are alike", () => {
  const [first, second] = [keys.issue("s1"), keys.issue("s1")];
  expect(first).not.toBe(second);
  expect(keys.verify(first)).toBe("s1");
  expect(keys.verify(second)).toBe("s1");
});

test("a key outlives the process, as long as the API key stays", () => {
  expect(new ConnectKeys("api-key").verify(keys.issue("s1"))).toBe("s1");
  expect(new ConnectKeys("another").verify(keys.issue("s1"))).toBeUndefined();
});

test("a key that was changed opens nothing", () => {
  const [id, nonce, mac = ""] = keys.issue("s1").split(".");
  for (const forged of [
    `s2.${nonce}.${mac}`,
    `${id}.x.${mac}`,
    `${id}.${nonce}.${mac.slice(1)}`,
    `${id}.${nonce}`,
    "",
  ]) {
    expect(keys.verify(forged)).toBeUndefined();
  }
});
