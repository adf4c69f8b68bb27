import { expect, test } from "@playwright/test";
import { redactSecrets } from "./redact-secrets";

const texts = [
  "see wss://connect.browserbase.com/?signingKey=SECRET",
  "wss://connect.usw2.browserbase.com/?signingKey=SECRET&x=1 failed",
  JSON.stringify({ connectUrl: "wss://h/?k=SECRET", signingKey: "SECRET", apiKey: "SECRET" }),
  JSON.stringify({ msg: JSON.stringify({ signingKey: "SECRET", connectUrl: "SECRET" }) }),
  "x-bb-api-key: SECRET",
  "API key bb_live_SECRET is wrong",
  "API key bb_engine_SECRET-x is wrong",
];
for (const text of texts) {
  test(`no secret is left of ${text}`, () => {
    expect(redactSecrets(text)).not.toContain("SECRET");
  });
}

test("a log line stays JSON", () => {
  const line = JSON.stringify({
    level: 30,
    err: { connectUrl: "wss://h/?signingKey=SECRET" },
    apiKey: "SECRET",
    msg: "x",
  });
  expect(JSON.parse(redactSecrets(line))).toMatchObject({ level: 30, msg: "x" });
});
