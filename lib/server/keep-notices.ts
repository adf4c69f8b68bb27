import { setTimeout } from "node:timers/promises";
import { RepeatedJob } from "./repeated-job";
import type { Runtime } from "./runtime";
import { NoticeWatch } from "./services/notices/notice-watch";
import { RecentNotices } from "./services/notices/recent-notices";
import { hasWebhooks } from "./services/webhooks/list";
import { WebhookSender } from "./services/webhooks/webhook-sender";

/** A page shows what was told of as soon as what it is about. */
const TELL_PAGES_MS = 1_000;
/** Receivers wait a little longer. */
const DELIVER_MS = 2_000;
/** A new webhook makes this server look at upstream within as long. */
const ATTEND_MS = 10_000;

/** Starts what tells people: in their pages, and by webhook. Gives what ends it. */
export function keepNotices(runtime: Pick<Runtime, "database" | "feed" | "web" | "log">): () => Promise<void> {
  const { database, feed, web, log } = runtime;
  const watch = new NoticeWatch({ database, onFailure: (err) => log.error({ err }, "notices could not be written") });
  const stopListening = feed.onPicture((snapshot) => void watch.look(snapshot, feed.isAsking));
  const recent = new RecentNotices({ database, feed });
  let endAttendance: (() => void) | undefined;

  /** Pages keep the feed going by themselves; whoever is told by a webhook has none open, perhaps. */
  async function attend(): Promise<void> {
    const isWanted = await hasWebhooks(database);
    if (isWanted) endAttendance ??= feed.attend({ pace: "heartbeat" });
    else stopAttending();
  }

  function stopAttending(): void {
    endAttendance?.();
    endAttendance = undefined;
  }

  const sender = new WebhookSender({
    database,
    consoleUrl: web.publicUrl,
    fetch,
    now: Date.now,
    random: Math.random,
    onFailure: (err) => log.error({ err }, "a webhook could not be sent what is due, and is tried again"),
  });
  const jobs = [
    makeJob("tell pages of notices", TELL_PAGES_MS, log, () => recent.tell()),
    makeJob("send notices by webhook", DELIVER_MS, log, (_, signal) => sender.begin(signal)),
    makeJob("look out for notices", ATTEND_MS, log, attend),
  ];
  for (const job of jobs) job.start();
  return async () => {
    stopListening();
    await Promise.all([watch.stop(), ...jobs.map((job) => job.stop())]);
    await sender.stop();
    stopAttending();
  };
}

type Run = ConstructorParameters<typeof RepeatedJob>[0]["run"];

function makeJob(name: string, everyMs: number, log: Runtime["log"], run: Run): RepeatedJob {
  return new RepeatedJob({
    name,
    everyMs,
    run,
    log,
    now: Date.now,
    random: Math.random,
    wait: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }),
  });
}
