import { setTimeout as sleep } from "node:timers/promises";
import type { Chromium } from "../browser/chromium";
import type { Equipment } from "../browser/equipment";
import type { ContextStore } from "./context-store";
import { readSessionCookies, restoreSessionCookies, type SessionCookies } from "./session-cookies";

/**
 * A closing Chromium writes its cookies within some 100 ms, full Chromium within 500, and several at once on a busy machine
 * within a second or two; one that needs longer hangs.
 */
const CLOSE_DEADLINE_MS = 3_000;
/** A client may close the browser by itself, and takes the cookies along that were read no later than this. */
const LOOK_AT_COOKIES_MS = 2_000;

type ContextUse = { id: string; persist: boolean; profileDir: string };

/**
 * Gives a browser a context's cookies and storage, and with `persist` leaves to the context what it ends with. A browser
 * that crashed, or does not close, leaves nothing: the context stays as it was.
 */
export function contextEquipment(contexts: ContextStore, { id, persist, profileDir }: ContextUse): Equipment {
  let restored: unknown = [];
  let cookies: SessionCookies = [];
  let hasClosed = false;
  let looking: NodeJS.Timeout | undefined;

  async function look(chromium: Chromium): Promise<void> {
    cookies = await readSessionCookies(chromium);
  }

  /** One that does not answer may be closing already, because a client asked it to. */
  async function close(chromium: Chromium): Promise<void> {
    await look(chromium).catch(ignoreSilence);
    await chromium.send("Browser.close").catch(ignoreSilence);
  }

  return {
    async prepare() {
      restored = await contexts.checkOut(id, profileDir);
      return [];
    },

    async setUp(chromium) {
      chromium.exited.then(({ clean }) => {
        hasClosed = clean;
      });
      await restoreSessionCookies(chromium, restored);
      if (!persist) return;
      await look(chromium);
      // A browser that does not answer is about to end, with the cookies of the last look.
      looking = setInterval(() => void look(chromium).catch(ignoreSilence), LOOK_AT_COOKIES_MS);
    },

    async beforeEnd(chromium) {
      if (!persist) return;
      void close(chromium);
      await Promise.race([chromium.exited, sleep(CLOSE_DEADLINE_MS, undefined, { ref: false })]);
    },

    async clearAway() {
      clearInterval(looking);
      if (!persist) return;
      if (hasClosed) await contexts.checkIn(id, profileDir, cookies);
      else contexts.leaveAsItWas(id);
    },
  };
}

/** Whoever waits for the browser's end learns of it by its exit, or by how long it takes. */
function ignoreSilence(): void {}
