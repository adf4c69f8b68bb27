import { expect, test } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { isSignedBy } from "@/lib/testing/webhook-receiver";
import { makeWebhookSecret } from "./make-secret";
import { toStandardRequest } from "./webhook-request";

test("the library signs as the specification's own example says", () => {
  const signed = new Webhook("whsec_plJ3nmyCDGBKInavdOK15jsl").sign(
    "msg_loFOjxBNrRLzqYUf",
    new Date(1_731_705_121_000),
    '{"event_type":"ping","data":{"success":true}}',
  );
  expect(signed).toBe("v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
});

test("a request is signed with its own time and id, and a new secret is as long as it has to be", () => {
  const secret = makeWebhookSecret();
  expect(Buffer.from(secret.replace("whsec_", ""), "base64")).toHaveLength(32);
  const message = { id: "notice_7", type: "upstream.failing", at: 0, message: "It is down." } as const;
  const { headers, body } = toStandardRequest(message, secret, { now: 1_731_705_121_999 });
  expect(headers).toMatchObject({ "webhook-id": "notice_7", "webhook-timestamp": "1731705121" });
  expect(isSignedBy(secret, { headers, body })).toBe(true);
  expect(isSignedBy(makeWebhookSecret(), { headers, body })).toBe(false);
  expect(JSON.parse(body)).toEqual({
    type: "upstream.failing",
    timestamp: "1970-01-01T00:00:00.000Z",
    data: { message: "It is down." },
  });
});
