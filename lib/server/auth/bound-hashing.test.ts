import { expect, test } from "@playwright/test";
import { boundHashing, type Passwords } from "./bound-hashing";

test("three are hashed at once, 24 wait, and who comes then is asked to come later", async () => {
  const { begun, release, passwords } = held();
  const bounded = boundHashing(passwords);
  const first = Array.from({ length: 27 }, (_, index) => bounded.hash(`password ${index}`));
  expect(begun).toHaveLength(3);
  await expect(bounded.verify({ hash: "h", password: "p" })).rejects.toMatchObject({
    code: "rate_limited",
    retryAfterSeconds: 3,
  });
  release();
  expect(await Promise.all(first)).toHaveLength(27);
  expect(begun).toEqual(Array.from({ length: 27 }, (_, index) => `password ${index}`));
  expect(await bounded.verify({ hash: "h", password: "p" })).toBe(true);
});

test("a hash that fails gives its place on", async () => {
  const bounded = boundHashing({
    hash: () => Promise.reject(new Error("no memory")),
    verify: () => Promise.reject(new Error("no memory")),
  });
  const failed = { status: "rejected", reason: new Error("no memory") };
  const hashes = Array.from({ length: 27 }, () => bounded.hash("p"));
  expect(await Promise.allSettled(hashes)).toEqual(hashes.map(() => failed));
  await expect(bounded.hash("p")).rejects.toThrow("no memory");
});

function held(): { begun: string[]; release: () => void; passwords: Passwords } {
  const begun: string[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    begun,
    release: () => release(),
    passwords: {
      async hash(password) {
        begun.push(password);
        await released;
        return "hashed";
      },
      async verify() {
        await released;
        return true;
      },
    },
  };
}
