import type { DueNotice, NoticeKind, WebhookFormat } from "@/lib/domain/notice";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { webhook } from "@/lib/server/db/schema";

export const SECRET = "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0LCBsb25nIGVub3VnaA==";

type Hook = { id: string; url: string; format?: WebhookFormat; kinds?: NoticeKind[]; pausedAt?: Date };

export async function addWebhook({ db }: DatabaseConnection, { format = "standard", kinds, ...rest }: Hook) {
  const common = { name: rest.id, secret: SECRET, createdBy: "admin@x.test" };
  await db.insert(webhook).values({ ...common, format, kinds: kinds ?? ["session.idle"], ...rest });
}

export function idleNotice(sessionId: string, since = 0): DueNotice {
  return {
    kind: "session.idle",
    onceKey: `session.idle:${sessionId}:${since}`,
    sessionId,
    message: `Session ${sessionId} has been idle for 30 min.`,
    data: { confidence: "proven" },
  };
}
