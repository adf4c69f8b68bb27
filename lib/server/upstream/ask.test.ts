import type { ServerResponse } from "node:http";
import { Browserbase } from "@browserbasehq/sdk";
import { expect, test } from "@playwright/test";
import { asJson, ask } from "./ask";
import { startScriptedServer } from "./testing/scripted-server";
import { WireFirstProject } from "./wire";

const hangs: [name: string, answer: (response: ServerResponse) => void][] = [
  ["nothing at all", () => undefined],
  [
    "a beginning and then nothing",
    (response) => response.writeHead(200, { "content-type": "application/json" }).write("["),
  ],
];
for (const [name, answer] of hangs) {
  test(`an upstream that sends ${name} is given up on`, async () => {
    const server = await startScriptedServer((_, response) => answer(response));
    const sdk = new Browserbase({ apiKey: "k", baseURL: server.url, maxRetries: 0 });
    const target = { sdk, upstream: { name: "Browserbase", url: server.url, keyHint: "" }, timeoutMs: 100 };
    const asked = ask(target, asJson(WireFirstProject), (client, options) => client.sessions.list({}, options));
    await expect(asked).rejects.toMatchObject({
      code: "upstream_unavailable",
      message: "Browserbase did not answer within 0.1 seconds.",
    });
    await server.stop();
  });
}
