import { expect, test } from "@playwright/test";
import { createApp } from "./create-app";

test("a client that connects and goes silent, before or within its request, is given up on", () => {
  const { headersTimeout, requestTimeout } = createApp("silent").server;
  expect(headersTimeout).toBe(60_000);
  expect(requestTimeout).toBe(300_000);
});
