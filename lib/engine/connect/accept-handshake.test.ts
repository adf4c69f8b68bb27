import { expect, test } from "@playwright/test";
import { acceptHandshake } from "./accept-handshake";

const key = "dGhlIHNhbXBsZSBub25jZQ==";

test("the example of RFC 6455 is answered as the RFC does", () => {
  const accepted = acceptHandshake({ "sec-websocket-version": "13", "sec-websocket-key": key });
  expect(accepted).toEqual({
    response: expect.stringContaining("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"),
  });
});

for (const [field, headers] of [
  ["Sec-WebSocket-Version", { "sec-websocket-key": key }],
  ["Sec-WebSocket-Version", { "sec-websocket-key": key, "sec-websocket-version": "8" }],
  ["Sec-WebSocket-Key", { "sec-websocket-version": "13" }],
  ["Sec-WebSocket-Key", { "sec-websocket-version": "13", "sec-websocket-key": "c2hvcnQ=" }],
] as const) {
  test(`what is wrong with ${JSON.stringify(headers)} is said`, () => {
    expect(acceptHandshake(headers)).toEqual({ statusCode: 400, message: expect.stringContaining(field) });
  });
}
