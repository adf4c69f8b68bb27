import { expect } from "@playwright/test";
import { asc, eq, sql } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { webhook, webhookDelivery } from "@/lib/server/db/schema";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import { writeNotice } from "@/lib/server/services/notices/write-notice";
import { isSignedBy, type Receiver, startReceiver } from "@/lib/testing/webhook-receiver";
import { claimDeliveries } from "./claim-deliveries";
import { deliverDue } from "./deliver-due";
import { findDueWebhooks } from "./find-due-webhooks";
import { addWebhook, idleNotice, SECRET } from "./testing/hook-ground";
import { WebhookSender } from "./webhook-sender";

for (const { kind, test: base } of DATABASE_TESTS) {
  const test = base.extend<{ receiver: Receiver }>({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
    receiver: async ({}, use) => {
      const receiver = await startReceiver();
      await use(receiver);
      await receiver.stop();
    },
  });

  test.describe(`on the ${kind} database`, () => {
    test("a notice is delivered once, and its signature holds", async ({ database, receiver }) => {
      await addWebhook(database, { id: "one", url: receiver.url });
      await writeNotice({ database }, idleNotice("abcdefgh-1"));
      expect(await deliver(database)).toBe(1);
      expect(await deliver(database)).toBe(0);
      expect(receiver.received).toHaveLength(1);
      const [received] = receiver.received;
      expect(received && isSignedBy(SECRET, received)).toBe(true);
      expect(received && isSignedBy(SECRET, { ...received, body: received.body.replace("idle", "busy") })).toBe(false);
      expect(JSON.parse(received?.body ?? "")).toEqual({
        type: "session.idle",
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        data: {
          confidence: "proven",
          message: "Session abcdefgh-1 has been idle for 30 min.",
          sessionId: "abcdefgh-1",
          url: "https://keepwatch.x.test/?q=abcdefgh-1",
        },
      });
      expect(await deliveries(database)).toMatchObject([
        { state: "delivered", attempts: 1, lastStatus: 204, lastError: null },
      ]);
    });

    test("one notice for many sessions says how many and which, and leads to the list of them", async ({
      database,
      receiver,
    }) => {
      await addWebhook(database, { id: "one", url: receiver.url });
      await addWebhook(database, { id: "slack", url: receiver.url, format: "slack" });
      await writeNotice({ database }, ...["a", "b", "c", "d"].map((id) => idleNotice(id)));
      await deliver(database);
      const message = "4 sessions have been idle for 30 min or longer, and hold a slot each.";
      const url = "https://keepwatch.x.test/?idle=true";
      expect(receiver.received.map(({ body }) => JSON.parse(body))).toEqual([
        {
          type: "session.idle",
          timestamp: expect.any(String),
          data: { count: 4, sessionIds: ["a", "b", "c", "d"], message, url },
        },
        { text: `${message} <${url}|Open the list>`, unfurl_links: false },
      ]);
    });

    test("Slack gets one message for all that is due, in which nothing is a link or a mention but ours", async ({
      database,
      receiver,
    }) => {
      await addWebhook(database, { id: "slack", url: receiver.url, format: "slack" });
      const evil = { ...idleNotice("b"), message: "Session b of <!channel> & co" };
      await writeNotice({ database }, idleNotice("abcdefgh-1"), evil);
      await deliver(database);
      expect(receiver.received.map(({ body }) => JSON.parse(body))).toEqual([
        {
          text: [
            "Session abcdefgh-1 has been idle for 30 min. <https://keepwatch.x.test/?q=abcdefgh-1|Open abcdefgh>",
            "Session b of &lt;!channel&gt; &amp; co <https://keepwatch.x.test/?q=b|Open b>",
          ].join("\n"),
          unfurl_links: false,
        },
      ]);
      expect(receiver.received[0]?.headers["webhook-signature"]).toBeUndefined();
      expect((await deliveries(database)).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
    });

    test("what fails is tried again later under the same id, and given up after seven times", async ({
      database,
      receiver,
    }) => {
      await addWebhook(database, { id: "one", url: receiver.url });
      await writeNotice({ database }, idleNotice("a"));
      receiver.answer({ status: 500 });
      for (let attempt = 1; attempt <= 7; attempt += 1) {
        expect(await deliver(database), `attempt ${attempt}`).toBe(1);
        // Not due yet.
        expect(await deliver(database)).toBe(0);
        await makeDue(database);
      }
      expect(await deliver(database)).toBe(0);
      expect(await deliveries(database)).toMatchObject([
        { state: "failed", attempts: 7, lastStatus: 500, lastError: "It answered 500." },
      ]);
      expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    });

    test("a receiver that asks for patience is left alone as long", async ({ database, receiver }) => {
      await addWebhook(database, { id: "one", url: receiver.url });
      await writeNotice({ database }, idleNotice("a"));
      receiver.answer({ status: 429, headers: { "retry-after": "900" } });
      await deliver(database);
      const [waitsFor] = await database.db
        .select({
          seconds: sql`extract(epoch from ${webhookDelivery.nextAttemptAt} - clock_timestamp())`.mapWith(Number),
        })
        .from(webhookDelivery);
      expect(waitsFor?.seconds).toBeGreaterThan(800);
      expect(waitsFor?.seconds).toBeLessThanOrEqual(900);
    });

    test("410 pauses the webhook, and what waited for it is given up", async ({ database, receiver }) => {
      await addWebhook(database, { id: "gone", url: receiver.url });
      await addWebhook(database, { id: "slow", url: receiver.url });
      await writeNotice({ database }, idleNotice("a"));
      await database.db.delete(webhookDelivery).where(eq(webhookDelivery.webhookId, "slow"));
      receiver.answer({ status: 410 });
      await deliver(database);
      const [gone] = await database.db.select().from(webhook).where(eq(webhook.id, "gone"));
      expect(gone?.pausedAt).toBeInstanceOf(Date);
      expect(await deliveries(database)).toMatchObject([{ state: "failed", lastStatus: 410, attempts: 1 }]);
      await writeNotice({ database }, idleNotice("b"));
      expect((await deliveries(database)).map(({ webhookId }) => webhookId)).toEqual(["gone", "slow"]);
    });

    test("a redirect is not followed, and an error tells nothing of the address", async ({ database, receiver }) => {
      const elsewhere = await startReceiver();
      await addWebhook(database, { id: "one", url: receiver.url });
      receiver.answer({ status: 302, headers: { location: elsewhere.url } });
      await writeNotice({ database }, idleNotice("a"));
      await deliver(database);
      expect(elsewhere.received).toEqual([]);
      expect(await deliveries(database)).toMatchObject([
        { state: "waiting", lastError: "It answered 302, and redirects are not followed." },
      ]);
      await elsewhere.stop();
      await database.db.update(webhook).set({ url: elsewhere.url });
      await makeDue(database);
      await deliver(database);
      expect(await deliveries(database)).toMatchObject([
        { attempts: 2, lastStatus: null, lastError: "The connection was refused." },
      ]);
    });

    test("a webhook for which much is waiting leaves room for others, and a paused one gets nothing", async ({
      database,
      receiver,
    }) => {
      await addWebhook(database, { id: "busy", url: receiver.url });
      await tellOneByOne(database, 30);
      await addWebhook(database, { id: "late", url: receiver.url });
      await addWebhook(database, { id: "paused", url: receiver.url });
      await writeNotice({ database }, idleNotice("last"));
      await database.db.update(webhook).set({ pausedAt: new Date() }).where(eq(webhook.id, "paused"));
      expect((await findDueWebhooks(database)).toSorted()).toEqual(["busy", "late"]);
      const claimed = ["busy", "late", "paused"].map((id) =>
        claimDeliveries(database, { claimant: id, webhookId: id }),
      );
      expect((await Promise.all(claimed)).map(({ length }) => length)).toEqual([4, 1, 0]);
    });

    test("several servers deliver each notice once", async ({ database, receiver }) => {
      await addWebhook(database, { id: "one", url: receiver.url });
      await tellOneByOne(database, 50);
      const tried = await Promise.all([deliver(database), deliver(database), deliver(database)]);
      expect(tried.reduce((sum, some) => sum + some)).toBe(50);
      expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(50);
      expect(receiver.received).toHaveLength(50);
    });

    test("what a server that died had claimed is sent by another, and the dead one's word counts no more", async ({
      database,
      receiver,
    }) => {
      await addWebhook(database, { id: "one", url: receiver.url });
      await writeNotice({ database }, idleNotice("a"));
      expect(await claimDeliveries(database, { claimant: "died", webhookId: "one" })).toHaveLength(1);
      expect(await deliver(database)).toBe(0);
      await database.db.update(webhookDelivery).set({ claimedUntil: sql`clock_timestamp() - interval '1 second'` });
      expect(await deliver(database)).toBe(1);
      expect(receiver.received).toHaveLength(1);
    });

    test("a server that stops while a receiver takes its time leaves the delivery to another", async ({
      database,
      receiver,
    }) => {
      await addWebhook(database, { id: "one", url: receiver.url });
      await writeNotice({ database }, idleNotice("a"));
      receiver.answer("hang");
      const stopping = new AbortController();
      const delivering = deliver(database, stopping.signal);
      await expect.poll(() => receiver.received.length).toBe(1);
      stopping.abort();
      await delivering;
      expect(await deliveries(database)).toMatchObject([{ state: "waiting", attempts: 0 }]);
    });

    test("a receiver that takes its time keeps no other waiting, also for what comes later", async ({
      database,
      receiver,
    }) => {
      const slow = await startReceiver();
      slow.answer("hang");
      await addWebhook(database, { id: "slow", url: slow.url });
      await addWebhook(database, { id: "fast", url: receiver.url });
      const failures: unknown[] = [];
      const sender = new WebhookSender({ ...sending(database), onFailure: (error) => failures.push(error) });
      const stopping = new AbortController();
      for (const count of [1, 2, 3]) {
        await writeNotice({ database }, idleNotice(`s${count}`));
        await sender.begin(stopping.signal);
        await expect.poll(() => receiver.received.length, { timeout: 5_000 }).toBe(count);
      }
      expect(slow.received).toHaveLength(1);
      stopping.abort();
      await sender.stop();
      await slow.stop();
      expect(failures).toEqual([]);
    });
  });
}

function sending(database: DatabaseConnection) {
  return { database, consoleUrl: "https://keepwatch.x.test", fetch, now: Date.now, random: () => 0 };
}

/** Many at once would be one. */
async function tellOneByOne(database: DatabaseConnection, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await writeNotice({ database }, idleNotice(`s${index}`));
}

async function deliver(database: DatabaseConnection, signal = new AbortController().signal): Promise<number> {
  const due = await findDueWebhooks(database);
  const tried = await Promise.all(due.map((id) => deliverDue(id, sending(database), signal)));
  return tried.reduce((sum, some) => sum + some, 0);
}

async function makeDue({ db }: DatabaseConnection): Promise<void> {
  await db.update(webhookDelivery).set({ nextAttemptAt: sql`clock_timestamp()` });
}

function deliveries({ db }: DatabaseConnection) {
  return db.select().from(webhookDelivery).orderBy(asc(webhookDelivery.id));
}
