import { expect, test } from "@playwright/test";
import { createSignInLimits } from "./sign-in-limits";

const refused = expect.objectContaining({ code: "rate_limited", retryAfterSeconds: expect.any(Number) });
const home = { email: "ann@example.com", address: "192.0.2.1" };

test("the sixth attempt at an account from one address waits, however the email is written", async () => {
  const takeSignIn = createSignInLimits();
  for (let count = 0; count < 5; count++) await takeSignIn(home);
  await expect(takeSignIn({ ...home, email: " ANN@example.com" })).rejects.toThrow(
    /^Too many attempts to sign in: wait (15 min|14 min \d+ s), then/,
  );
});

test("attempts sent side by side count like one after the other", async () => {
  const takeSignIn = createSignInLimits();
  const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => takeSignIn(home)));
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
});

test("a right password takes the count back", async () => {
  const takeSignIn = createSignInLimits();
  for (let count = 0; count < 4; count++) await takeSignIn(home);
  await (await takeSignIn(home)).succeeded();
  for (let count = 0; count < 5; count++) await takeSignIn(home);
  await expect(takeSignIn(home)).rejects.toEqual(refused);
});

test("an attempt whose password nobody looked at does not count", async () => {
  const takeSignIn = createSignInLimits();
  for (let count = 0; count < 100; count++) await (await takeSignIn(home)).withdraw();
});

test("one address cannot try its luck on every account", async () => {
  const takeSignIn = createSignInLimits();
  for (let count = 0; count < 30; count++) await takeSignIn({ ...home, email: `person-${count}@example.com` });
  await expect(takeSignIn({ ...home, email: "one-more@example.com" })).rejects.toEqual(refused);
});

test("many addresses cannot guess at one account for long", async () => {
  const takeSignIn = createSignInLimits();
  await attackFromEverywhere(takeSignIn);
  await expect(takeSignIn({ ...home, address: "203.0.113.9" })).rejects.toEqual(refused);
});

test("10,000 other accounts do not make the attack on one forgotten", async () => {
  const takeSignIn = createSignInLimits();
  await attackFromEverywhere(takeSignIn);
  for (let count = 0; count < 10_001; count++) {
    await takeSignIn({ email: `person-${count}@example.com`, address: `10.1.${count >> 8}.${count & 255}` });
  }
  await expect(takeSignIn({ ...home, address: "203.0.113.9" })).rejects.toEqual(refused);
});

test("an attack from elsewhere does not shut a person out where they have signed in before", async () => {
  const takeSignIn = createSignInLimits();
  await (await takeSignIn(home)).succeeded();
  await attackFromEverywhere(takeSignIn);
  await (await takeSignIn(home)).succeeded();
});

test("a neighbour behind the same address does not shut a person out who has signed in there before", async () => {
  const takeSignIn = createSignInLimits();
  await (await takeSignIn(home)).succeeded();
  for (let count = 0; count < 30; count++) await takeSignIn({ ...home, email: `person-${count}@example.com` });
  await takeSignIn(home);
});

test("a known place gives an attacker there no more than five guesses", async () => {
  const takeSignIn = createSignInLimits();
  await (await takeSignIn(home)).succeeded();
  for (let count = 0; count < 5; count++) await takeSignIn(home);
  await expect(takeSignIn(home)).rejects.toEqual(refused);
});

test("what one limit refuses does not count for the others", async () => {
  const takeSignIn = createSignInLimits();
  for (let count = 0; count < 100; count++) await takeSignIn(home).catch(() => undefined);
  for (let count = 0; count < 25; count++) await takeSignIn({ ...home, email: `person-${count}@example.com` });
  for (let count = 0; count < 45; count++) await takeSignIn({ ...home, address: `198.51.100.${count}` });
});

/** Until the account has no guess left. */
async function attackFromEverywhere(takeSignIn: ReturnType<typeof createSignInLimits>): Promise<void> {
  const attempts = Array.from({ length: 60 }, (_, index) => takeSignIn({ ...home, address: `198.51.100.${index}` }));
  const { length } = (await Promise.allSettled(attempts)).filter(({ status }) => status === "rejected");
  expect(length).toBeGreaterThan(0);
}
