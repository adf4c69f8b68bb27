import { expect } from "@playwright/test";
import { desc, eq } from "drizzle-orm";
import type { Session } from "@/lib/domain/session";
import { RULE } from "@/lib/domain/testing/policy";
import { session } from "@/lib/domain/testing/session";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry, notice, releaseIntent, sessionRecord } from "@/lib/server/db/schema";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import { FakeUpstream } from "@/lib/server/feed/testing/fake-upstream";
import { testFeed } from "@/lib/server/feed/testing/test-feed";
import { verifyEnded } from "@/lib/server/services/releases/verify-ended";
import { changePolicy } from "./change";
import { createPolicy } from "./create";
import { deletePolicy } from "./delete";
import { findUndone } from "./find-undone";
import { listPolicies, type PolicyContext } from "./list";
import { PolicyPast } from "./policy-past";
import { readPolicies } from "./policy-row";
import { readWarnings, removeWarnings, writeWarnings } from "./policy-warnings";
import { previewPolicy } from "./preview";
import { releaseByPolicy } from "./release";
import { setPolicyMode } from "./set-mode";
import { stopPolicy } from "./stop";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOW = 10 * DAY_MS;

/** Policies as the admin Anna sees them, on a real database. */
class Office {
  readonly database: DatabaseConnection;
  /** How often the feed was told how releases stand. */
  tellings = 0;
  readonly #upstream = new FakeUpstream();

  constructor(database: DatabaseConnection) {
    this.database = database;
  }

  as(part: Partial<PolicyContext> = {}): PolicyContext & { policyPast: PolicyPast } {
    const { database } = this;
    return {
      database,
      policyPast: new PolicyPast({ database, schedule: () => () => undefined }),
      feed: testFeed({ upstream: this.#upstream, now: () => NOW, wait: () => new Promise(() => undefined) }),
      releases: {
        tell: async () => {
          this.tellings += 1;
        },
      },
      logChecks: { checksPerMinute: 30, everySeconds: 10 },
      actor: { kind: "person", person: { id: "anna", email: "anna@x.test", role: "admin" } },
      ...part,
    };
  }

  live(...sessions: Session[]): void {
    this.#upstream.sessions = sessions;
  }

  async lastEntry() {
    return (await this.database.db.select().from(auditEntry).orderBy(auditEntry.id)).at(-1);
  }

  async create(name: string): Promise<string> {
    const { policies } = await createPolicy(this.as(), { name, rule: RULE });
    return policies.find((one) => one.name === name)?.id ?? "";
  }

  /** What the policy wanted released a moment ago: one waits, one has been asked of upstream. */
  async begin(policyId: string): Promise<void> {
    const decided = { at: NOW, lastAt: null, wasActive: false };
    const sessions = new Map(["waits", "sent"].map((id) => [id, decided]));
    await releaseByPolicy(this.database, { id: policyId, name: "evenings" }, sessions);
    await this.database.db.update(releaseIntent).set({ state: "sending" }).where(eq(releaseIntent.sessionId, "sent"));
  }

  async intents() {
    const { sessionId, state, detail } = releaseIntent;
    return this.database.db.select({ sessionId, state, detail }).from(releaseIntent).orderBy(sessionId);
  }

  /** A session of the past that lived for so many minutes, silent between these. */
  async remember(id: string, { start, end, silences }: { start: number; end: number; silences: [number, number][] }) {
    const { startedAt, ...one } = session(id, { keepAlive: true, startedAt: start });
    const [lastAt = end] = silences.at(-1) ?? [];
    await this.database.db.insert(sessionRecord).values({
      id,
      session: { ...one, startedAt },
      startedAt: new Date(start),
      endedAt: new Date(end),
      status: "COMPLETED",
      keepAlive: true,
      activity: { checkedAt: end, lastAt },
      silences,
    });
  }
}

for (const { kind, test: base } of DATABASE_TESTS) {
  const test = base.extend<{ office: Office }>({
    office: ({ database }, use) => use(new Office(database)),
  });

  test.describe(`on the ${kind} database`, () => {
    test("a new policy is dry, and the audit log has all of it", async ({ office }) => {
      await office.create("evenings");
      const { policies } = await listPolicies(office.as());
      expect(policies).toMatchObject([{ name: "evenings", mode: "dry", createdBy: "anna@x.test", stopped: null }]);
      expect(await office.lastEntry()).toMatchObject({
        action: "policy.create",
        target: "evenings",
        after: { mode: "dry", idleSeconds: 900, metadata: null },
        outcome: "done",
      });
    });

    test("an idle time that is less than what is known is old is refused, with the numbers, however it is saved", async ({
      office,
    }) => {
      const id = await office.create("evenings");
      office.live(...["a", "b", "c"].map((name) => session(name, { keepAlive: true })));
      const poor = office.as({ logChecks: { checksPerMinute: 0.2, everySeconds: 10 } });
      const refusal = {
        code: "invalid",
        field: "rule.idleSeconds",
        message: expect.stringContaining("must be more than 15 min: 3 keepAlive sessions"),
      };
      await expect(createPolicy(poor, { name: "other", rule: RULE })).rejects.toMatchObject(refusal);
      await expect(changePolicy(poor, { id, name: "evenings", rule: RULE })).rejects.toMatchObject(refusal);
      await expect(setPolicyMode(poor, { id, mode: "on" })).rejects.toMatchObject(refusal);
      expect((await previewPolicy(poor, { rule: RULE })).problem).toMatchObject({ field: "rule.idleSeconds" });
      expect((await listPolicies(office.as())).policies).toMatchObject([{ name: "evenings", mode: "dry" }]);
    });

    test("with another rule a policy is dry again and its warnings are void; with another name it goes on", async ({
      office,
    }) => {
      const id = await office.create("evenings");
      await setPolicyMode(office.as(), { id, mode: "on" });
      expect(await office.lastEntry()).toMatchObject({ before: { mode: "dry" }, after: { mode: "on" } });
      await writeWarnings(office.database, [{ policyId: id, sessionId: "a", warnedAt: NOW, dueAt: NOW }]);

      await changePolicy(office.as(), { id, name: "nights", rule: RULE });
      expect((await listPolicies(office.as())).policies).toMatchObject([{ name: "nights", mode: "on", warned: 1 }]);

      await changePolicy(office.as(), { id, name: "nights", rule: { ...RULE, idleSeconds: 1800 } });
      expect((await listPolicies(office.as())).policies).toMatchObject([{ name: "nights", mode: "dry", warned: 0 }]);
      expect(await office.lastEntry()).toMatchObject({
        action: "policy.change",
        before: { mode: "on", idleSeconds: 900 },
        after: { mode: "dry", idleSeconds: 1800 },
      });
    });

    test("a rule that reads the same and is another is saved", async ({ office }) => {
      const id = await office.create("evenings");
      for (const metadata of [[{ key: "team", value: "eu:growth" }], [{ key: "team:eu", value: "growth" }]]) {
        await changePolicy(office.as(), { id, name: "evenings", rule: { ...RULE, metadata } });
        expect((await listPolicies(office.as())).policies).toMatchObject([{ rule: { metadata } }]);
      }
    });

    test("who decides about a policy that somebody has changed meanwhile is refused, and it stays as it is", async ({
      office,
    }) => {
      const id = await office.create("evenings");
      const shown = async () => (await listPolicies(office.as())).policies[0]?.updatedAt;
      const updatedAt = await shown();
      const rule = { ...RULE, idleSeconds: 1800 };
      await changePolicy(office.as(), { id, name: "evenings", rule });
      const refusal = { code: "conflict" };
      await expect(setPolicyMode(office.as(), { id, mode: "on", updatedAt })).rejects.toMatchObject(refusal);
      await expect(changePolicy(office.as(), { id, name: "mine", rule: RULE, updatedAt })).rejects.toMatchObject(
        refusal,
      );
      expect((await listPolicies(office.as())).policies).toMatchObject([{ name: "evenings", mode: "dry", rule }]);
      await setPolicyMode(office.as(), { id, mode: "on", updatedAt: await shown() });
      expect((await listPolicies(office.as())).policies).toMatchObject([{ mode: "on" }]);
    });

    test("of two who give a policy another name the second is refused, and only a rule is a new beginning", async ({
      office,
    }) => {
      const id = await office.create("evenings");
      const [shown] = (await listPolicies(office.as())).policies;
      const change = (name: string, shownName: string) =>
        changePolicy(office.as(), { id, name, rule: RULE, updatedAt: shown?.updatedAt, shownName });
      await change("nights", "evenings");
      const message = expect.stringMatching(/^Somebody has changed this policy meanwhile/);
      await expect(change("mornings", "evenings")).rejects.toMatchObject({ code: "conflict", message });
      const { policies } = await change("late nights", "nights");
      // The circuit breaker counts from then on.
      expect(policies).toMatchObject([{ name: "late nights", updatedAt: shown?.updatedAt }]);
    });

    test("one that its circuit breaker stopped says why, is told of once, and an admin switches it on again", async ({
      office,
    }) => {
      const id = await office.create("evenings");
      await setPolicyMode(office.as(), { id, mode: "on" });
      const [known] = await readPolicies(office.database);
      if (!known) throw new Error("there is a policy");
      await stopPolicy(office.database, known, "It would release 3 at once, and may release 2.");
      await stopPolicy(office.database, known, "It would release 3 at once, and may release 2.");
      const { policies } = await listPolicies(office.as());
      expect(policies).toMatchObject([
        { mode: "stopped", stopped: { reason: "It would release 3 at once, and may release 2." } },
      ]);
      expect(await office.database.db.select().from(notice)).toMatchObject([{ kind: "policy.stopped" }]);
      await setPolicyMode(office.as(), { id, mode: "on" });
      expect((await listPolicies(office.as())).policies).toMatchObject([{ mode: "on", stopped: null }]);
    });

    for (const { how, act, detail } of [
      {
        how: "switched off",
        act: (office: Office, id: string) => setPolicyMode(office.as(), { id, mode: "dry" }),
        detail: "the policy was switched off",
      },
      {
        how: "changed",
        act: (office: Office, id: string) =>
          changePolicy(office.as(), { id, name: "evenings", rule: { ...RULE, idleSeconds: 1800 } }),
        detail: "the policy was changed",
      },
      {
        how: "deleted",
        act: (office: Office, id: string) => deletePolicy(office.as(), { id }),
        detail: "the policy was deleted",
      },
      {
        how: "stopped by its circuit breaker",
        act: async (office: Office) => {
          for (const known of await readPolicies(office.database))
            await stopPolicy(office.database, known, "Too many.");
        },
        detail: "the policy was stopped by its circuit breaker",
      },
    ]) {
      test(`one that is ${how} releases nothing that it has not sent yet`, async ({ office }) => {
        const id = await office.create("evenings");
        await setPolicyMode(office.as(), { id, mode: "on" });
        await office.begin(id);
        await act(office, id);
        expect(await office.intents()).toEqual([
          { sessionId: "sent", state: "sending", detail: null },
          { sessionId: "waits", state: "skipped", detail },
        ]);
        const [entry] = await office.database.db
          .select()
          .from(auditEntry)
          .where(eq(auditEntry.sessionId, "waits"))
          .orderBy(desc(auditEntry.id))
          .limit(1);
        expect(entry).toMatchObject({ action: "session.release", outcome: "skipped", detail });
      });
    }

    test("what other policies have not sent yet stays when one is switched off, and the feed is told", async ({
      office,
    }) => {
      const id = await office.create("evenings");
      await office.begin("another");
      const before = office.tellings;
      await setPolicyMode(office.as(), { id, mode: "dry" });
      expect((await office.intents()).map(({ state }) => state)).toEqual(["sending", "waiting"]);
      expect(office.tellings).toBe(before + 1);
    });

    test("two policies of one name are refused, and one that is gone is not found", async ({ office }) => {
      const id = await office.create("evenings");
      await expect(createPolicy(office.as(), { name: "evenings", rule: RULE })).rejects.toMatchObject({
        code: "conflict",
        field: "name",
      });
      await deletePolicy(office.as(), { id });
      expect(await office.lastEntry()).toMatchObject({ action: "policy.delete", before: { mode: "dry" } });
      await expect(deletePolicy(office.as(), { id })).rejects.toMatchObject({ code: "not_found" });
      await expect(setPolicyMode(office.as(), { id, mode: "on" })).rejects.toMatchObject({ code: "not_found" });
    });

    test("of those who give a name at the same moment all but one are refused", async ({ office }) => {
      const ids = [await office.create("mornings"), await office.create("noons")];
      const create = () => createPolicy(office.as(), { name: "evenings", rule: RULE });
      const rename = (id: string) => changePolicy(office.as(), { id, name: "evenings", rule: RULE });
      const asked = await Promise.allSettled([create(), create(), ...ids.map(rename)]);
      const refused = asked.filter((one) => one.status === "rejected");
      expect(refused.map(({ reason }) => reason)).toMatchObject(Array(3).fill({ code: "conflict", field: "name" }));
    });

    test("there may be as many sessions as there are: none of it is a parameter of its own", async ({ office }) => {
      const { database } = office;
      const id = await office.create("evenings");
      const sessionIds = Array.from({ length: 70_000 }, (_, index) => `s${index}`);
      await office.begin(id);
      await database.db
        .update(releaseIntent)
        .set({ state: "cancelled", settledAt: new Date() })
        .where(eq(releaseIntent.sessionId, "waits"));
      expect(await findUndone(database, [...sessionIds, "waits"])).toEqual(new Set(["waits"]));

      const warn = (dueAt: number) =>
        writeWarnings(
          database,
          sessionIds.slice(0, 20_000).map((sessionId) => ({ policyId: id, sessionId, warnedAt: NOW, dueAt })),
        );
      await warn(NOW + 1);
      await warn(NOW + 2);
      const [first] = await readWarnings(database);
      expect(first).toMatchObject({ policyId: id, warnedAt: NOW, dueAt: NOW + 2 });
      await removeWarnings(database, id, sessionIds.slice(1));
      expect(await readWarnings(database)).toMatchObject([{ sessionId: "s0" }]);
    });

    test("whose sessions ended is written down however many there are", async ({ office }) => {
      await office.begin("evenings");
      const { id, releaseId, state } = releaseIntent;
      await office.database.db.update(releaseIntent).set({ state: "verifying" });
      const [intent] = await office.database.db.select({ id, releaseId }).from(releaseIntent).orderBy(id);
      if (!intent) throw new Error("there is an intent");
      const others = Array.from({ length: 70_000 }, (_, index) => ({ ...intent, id: intent.id + 2 + index }));
      await verifyEnded(office, [intent, ...others]);
      expect(await office.database.db.select({ state }).from(releaseIntent).orderBy(id)).toEqual([
        { state: "released" },
        { state: "verifying" },
      ]);
    });

    test("the past tells what a rule would have done, its mistakes first, and an empty one says that it is", async ({
      office,
    }) => {
      const empty = await previewPolicy(office.as(), { rule: RULE });
      expect(empty.history).toMatchObject({ since: null, meant: 0, releases: 0, examples: [] });

      const start = NOW - DAY_MS;
      const at = (minute: number) => start + minute * MINUTE_MS;
      await office.remember("forgotten", { start, end: at(120), silences: [[at(10), at(120)]] });
      await office.remember("used again", {
        start,
        end: at(120),
        silences: [
          [at(10), at(60)],
          [at(110), at(120)],
        ],
      });
      const longAgo = { start: 0, end: DAY_MS, silences: [[MINUTE_MS, DAY_MS]] satisfies [number, number][] };
      await office.remember("long ago", longAgo);
      // Whose end nobody saw.
      await office.remember("lost", longAgo);
      await office.database.db.update(sessionRecord).set({ endedAt: null }).where(eq(sessionRecord.id, "lost"));
      const { history } = await previewPolicy(office.as(), { rule: RULE });
      expect(history).toMatchObject({ since: start, meant: 2, unknown: 0, releases: 2, mistakes: 1, savedMinutes: 90 });
      expect(history.examples).toMatchObject([
        { sessionId: "used again", releasedAt: at(30), usedAgainAt: at(60) },
        { sessionId: "forgotten", releasedAt: at(30), endedAt: at(120) },
      ]);
    });
  });
}
