import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { requireFullChromium } from "../browser/full-chromium";
import type { BrowserSettings } from "../browser/session-browser";
import { connectionFields } from "../connect/connection-fields";
import type { ContextStore } from "../contexts/context-store";
import type { ExtensionStore } from "../extensions/extension-store";
import { HttpError } from "../http/http-error";
import { toSessionLogs } from "../logs/to-session-logs";
import type { ProjectStore } from "../project/project-store";
import type { ConnectKeys } from "../session/connect-keys";
import { reshapeSession } from "../session/reshape-session";
import type { SessionManager } from "../session/session-manager";
import type { SessionRecord } from "../session/session-record";
import { SESSION_STATUSES } from "../wire";
import { CreateSessionBody } from "./create-session-body";
import { parseMetadataQuery } from "./metadata-query";
import { type Plan, toNewSession } from "./to-new-session";

const Params = Type.Object({ id: Type.String() });

const ListQuery = Type.Object({
  status: Type.Optional(Type.Enum(SESSION_STATUSES)),
  q: Type.Optional(Type.String()),
});

const UpdateBody = Type.Object({
  projectId: Type.Optional(Type.String()),
  status: Type.Enum(["REQUEST_RELEASE"]),
});

type SessionRoutesOptions = {
  sessions: SessionManager;
  projects: ProjectStore;
  contexts: ContextStore;
  extensions: ExtensionStore;
  fullChromiumPath: string | undefined;
  plan: Plan;
  keys: ConnectKeys;
};

export const sessionRoutes: FastifyPluginAsyncTypebox<SessionRoutesOptions> = async (api, options) => {
  const { sessions, projects, contexts, extensions, keys } = options;

  function find(id: string): SessionRecord {
    const record = sessions.find(id);
    if (record) return record;
    throw new HttpError(404, `Session ${id} not found.`);
  }

  /** Refuses what no browser could be started with, before a session is made of it. */
  function checkBrowser({ context, extensionId }: BrowserSettings): void {
    if (context) contexts.get(context.id);
    if (extensionId === undefined) return;
    extensions.get(extensionId);
    requireFullChromium(options.fullChromiumPath);
  }

  api.post("/", { schema: { body: CreateSessionBody } }, async (request, reply) => {
    const wanted = toNewSession(request.body, projects.project, options.plan);
    checkBrowser(wanted.browser);
    const record = await sessions.create(wanted);
    // Nobody else will ever hear of it.
    if (request.socket.destroyed) sessions.live(record.id)?.release();
    reply.code(201);
    return { ...reshapeSession(record), ...connectionFields(request.host, keys.issue(record.id)) };
  });

  api.get("/", { schema: { querystring: ListQuery } }, async ({ query: { status, q } }) => {
    const matches = q === undefined ? () => true : parseMetadataQuery(q);
    const wanted = sessions.list().filter((record) => !status || record.status === status);
    return wanted.filter((record) => matches(record.userMetadata)).map(reshapeSession);
  });

  api.get("/:id", { schema: { params: Params } }, async ({ params: { id }, host }) => {
    const session = reshapeSession(find(id));
    return sessions.live(id)?.isRunning ? { ...session, ...connectionFields(host, keys.issue(id)) } : session;
  });

  api.post("/:id", { schema: { params: Params, body: UpdateBody } }, async ({ params: { id } }) => {
    const record = find(id);
    sessions.live(id)?.release();
    return reshapeSession(record);
  });

  api.get("/:id/logs", { schema: { params: Params } }, async ({ params: { id } }) => {
    find(id);
    return toSessionLogs(sessions.traffic(id)?.messages() ?? [], id);
  });
};
