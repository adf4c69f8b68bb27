import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { Chromium } from "../browser/chromium";
import type { Equipment } from "../browser/equipment";
import type { CdpEvent } from "../cdp/cdp-calls";

const Attached = Type.Object({
  sessionId: Type.String(),
  targetInfo: Type.Object({ targetId: Type.String(), type: Type.String(), url: Type.String() }),
});

const Paused = Type.Object({
  requestId: Type.String(),
  frameId: Type.String(),
  resourceType: Type.String(),
  request: Type.Object({ url: Type.String() }),
});

export type GuardedRequest = {
  url: string;
  /** As CDP names it: Document, Script, Image… */
  resourceType: string;
  /** A page goes to this URL as a whole, not a frame within it. */
  isMainNavigation: boolean;
  /** The page, or the frame of another site, that asks. */
  sourceUrl: string;
};

type Rule = {
  /** Which requests are asked about at all; every one of them waits for the answer. */
  resourceType?: "Document";
  /** Before the first request. */
  prepare?(): Promise<void>;
  isAllowed(request: GuardedRequest): boolean;
};

const AUTO_ATTACH = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };

/**
 * Asks a rule about the requests of every page, also of those that open later: they wait until the guard stands. It
 * works on the engine's own channel, so clients may intercept requests besides. A request that is refused fails as
 * `net::ERR_BLOCKED_BY_CLIENT`.
 */
export function requestGuard({ resourceType, prepare, isAllowed }: Rule): Equipment {
  const patterns = [{ urlPattern: "*", resourceType, requestStage: "Request" }];
  /** The pages and frames that are guarded, by the CDP sessions that watch them. */
  const targets = new Map<string, Static<typeof Attached>["targetInfo"]>();

  async function guard(chromium: Chromium, { sessionId, targetInfo }: Static<typeof Attached>): Promise<void> {
    targets.set(sessionId, targetInfo);
    if (targetInfo.type === "page" || targetInfo.type === "iframe") {
      await chromium.send("Fetch.enable", { patterns }, sessionId);
      // Frames of other sites are targets of their own, with requests of their own.
      if (resourceType === undefined) await chromium.send("Target.setAutoAttach", AUTO_ATTACH, sessionId);
    }
    await chromium.send("Runtime.runIfWaitingForDebugger", {}, sessionId);
  }

  async function judge(
    chromium: Chromium,
    sessionId: string,
    { requestId, frameId, ...paused }: Static<typeof Paused>,
  ): Promise<void> {
    const { url } = paused.request;
    const target = targets.get(sessionId);
    // A frame of another site is a target too, and goes elsewhere within its page.
    const isOwnNavigation = paused.resourceType === "Document" && frameId === target?.targetId;
    const isMainNavigation = isOwnNavigation && target?.type === "page";
    const sourceUrl = isMainNavigation ? url : (target?.url ?? "");
    if (!isAllowed({ url, resourceType: paused.resourceType, isMainNavigation, sourceUrl })) {
      await chromium.send("Fetch.failRequest", { requestId, errorReason: "BlockedByClient" }, sessionId);
      return;
    }
    // What was refused becomes no page.
    if (target && isOwnNavigation) targets.set(sessionId, { ...target, url });
    await chromium.send("Fetch.continueRequest", { requestId }, sessionId);
  }

  return {
    async setUp(chromium) {
      await prepare?.();
      // Of the pages that are there from the start.
      let standing: Promise<void>[] | undefined = [];
      chromium.onEvent(({ method, params, sessionId }: CdpEvent) => {
        if (method === "Target.attachedToTarget" && Value.Check(Attached, params)) {
          const guarded = guard(chromium, params).catch(ignoreGone);
          standing?.push(guarded);
        } else if (method === "Fetch.requestPaused" && sessionId && Value.Check(Paused, params)) {
          judge(chromium, sessionId, params).catch(ignoreGone);
        } else if (method === "Target.detachedFromTarget" && Value.Check(Type.Pick(Attached, ["sessionId"]), params)) {
          targets.delete(params.sessionId);
        }
      });
      await chromium.send("Target.setAutoAttach", AUTO_ATTACH);
      await Promise.all(standing);
      standing = undefined;
    },
  };
}

/** A page may close, and a request be cancelled, while it is asked about. What is not answered does not go out. */
function ignoreGone(): void {}
