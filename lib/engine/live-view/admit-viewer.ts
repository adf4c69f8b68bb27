import type { Clock } from "../clock";
import { HttpError } from "../http/http-error";
import type { Session } from "../session/session";
import type { SessionManager } from "../session/session-manager";
import type { LiveViewGrant, LiveViewKeys } from "./live-view-keys";

export type AdmissionDeps = { sessions: Pick<SessionManager, "live">; liveKeys: LiveViewKeys; clock: Clock };
type Wanted = { sessionId: string; pageId: string | undefined; key: string };

export type Admission = { session: Session; grant: LiveViewGrant; pageId: string };

/** Lets in whoever has a key for this very session and tab; says why not, without telling strangers what exists. */
export async function admitViewer({ sessionId, pageId, key }: Wanted, deps: AdmissionDeps): Promise<Admission> {
  const grant = deps.liveKeys.read(key);
  if (!grant || grant.sessionId !== sessionId || grant.pageId !== pageId) {
    throw new HttpError(401, "Unauthorized: this is no link to a live view.");
  }
  const session = deps.sessions.live(sessionId);
  if (!session?.isRunning) throw new HttpError(410, "Session ended.");
  if (deps.clock.now() >= grant.expiresAt) throw new HttpError(410, "This link has expired.");
  const pages = await session.pages();
  // Headless Chromium starts with an empty page, which clients often leave as it is.
  const page = pageId ? pages.find(({ id }) => id === pageId) : (pages.find(isUsed) ?? pages[0]);
  if (page) return { session, grant, pageId: page.id };
  if (pageId) throw new HttpError(410, "This tab is closed.");
  throw new HttpError(404, "No tab is open.");
}

function isUsed({ url }: { url: string }): boolean {
  return url !== "about:blank";
}
