import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Clock } from "../clock";
import { connectionFields } from "../connect/connection-fields";
import { HttpError } from "../http/http-error";
import { invalidField } from "../http/invalid-field";
import type { LiveViewKeys } from "../live-view/live-view-keys";
import type { ConnectKeys } from "../session/connect-keys";
import type { SessionManager } from "../session/session-manager";
import { MAX_TIMEOUT_SECONDS } from "../wire";
import { liveUrls } from "./live-urls";

const Params = Type.Object({ id: Type.String() });
const Query = Type.Object({ expiresIn: Type.Optional(Type.String()) });

type DebugRoutesOptions = {
  sessions: SessionManager;
  keys: ConnectKeys;
  liveKeys: LiveViewKeys;
  clock: Clock;
  /** Whether the links let people look only; `wsUrl` is then the live view's own socket. */
  isReadOnly: boolean;
};

/** Links to a session's live view, for as long as the session may live or as `expiresIn` says. */
export const debugRoutes: FastifyPluginAsyncTypebox<DebugRoutesOptions> = async (api, options) => {
  const { sessions, keys, liveKeys, clock, isReadOnly } = options;

  api.get("/:id/debug", { schema: { params: Params, querystring: Query } }, async ({ params, query, host }) => {
    const { id: sessionId } = params;
    const expiresIn = readExpiry(query.expiresIn);
    const record = sessions.find(sessionId);
    if (!record) throw new HttpError(404, `Session ${sessionId} not found.`);
    const session = sessions.live(sessionId);
    if (!session?.isRunning) {
      throw new HttpError(410, `Session ${sessionId} is over (${record.status}) and has no live view.`);
    }
    const asked = expiresIn === undefined ? undefined : clock.now() + expiresIn * 1_000;
    const expiresAt = Math.min(asked ?? Number.POSITIVE_INFINITY, record.expiresAt);
    const keyOf = (pageId?: string) => liveKeys.issue({ sessionId, pageId, isReadOnly, expiresAt });
    const wsUrl = isReadOnly
      ? `ws://${host}/debug/${sessionId}/socket?signingKey=${keyOf()}`
      : connectionFields(host, keys.issue(sessionId, asked && expiresAt)).connectUrl;
    return liveUrls(await session.pages(), { host, sessionId, keyOf, wsUrl });
  });
};

/** By hand, because in a query every number is text. */
function readExpiry(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw invalidField("querystring/expiresIn", "must be integer");
  const seconds = Number(text);
  if (seconds < 1) throw invalidField("querystring/expiresIn", "must be >= 1");
  if (seconds > MAX_TIMEOUT_SECONDS) throw invalidField("querystring/expiresIn", `must be <= ${MAX_TIMEOUT_SECONDS}`);
  return seconds;
}
