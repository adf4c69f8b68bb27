import { expect, test } from "@playwright/test";
import { createApp } from "./create-app";

test("the head of a request has a minute to come, and all of it five, before its client is given up on", () => {
  const { headersTimeout, requestTimeout } = createApp("silent").server;
  expect(headersTimeout).toBe(60_000);
  expect(requestTimeout).toBe(300_000);
});
