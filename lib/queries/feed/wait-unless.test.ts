import { getEventListeners } from "node:events";
import { expect, test } from "@playwright/test";
import { waitUnless } from "./wait-unless";

test("a wait that is over leaves nothing behind at its signal, which may live as long as the page", async () => {
  const { signal } = new AbortController();
  const waits = [1, 2, 3].map((ms) => waitUnless(signal, ms));
  expect(getEventListeners(signal, "abort")).toHaveLength(3);
  await Promise.all(waits);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("a signal ends a wait, and there is none once it was given", async () => {
  const stopping = new AbortController();
  const wait = waitUnless(stopping.signal, 3_600_000);
  stopping.abort();
  await wait;
  await waitUnless(stopping.signal, 3_600_000);
  expect(getEventListeners(stopping.signal, "abort")).toHaveLength(0);
});
