import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { type FastifyInstance, fastify, LogController } from "fastify";
import { Chromium } from "./browser/chromium";
import type { LaunchBrowser } from "./browser/session-browser";
import { type Clock, systemClock } from "./clock";
import { upgradeHandler } from "./connect/upgrade-handler";
import { answerError } from "./http/answer-error";
import { apiKeyGuard } from "./http/api-key-guard";
import { errorBody } from "./http/error-body";
import { findForeignRequest } from "./http/foreign-request";
import { HttpError } from "./http/http-error";
import { ProjectStore } from "./project/project-store";
import { engineRoutes } from "./routes/engine-routes";
import { openRoutes } from "./routes/open-routes";
import { projectRoutes } from "./routes/project-routes";
import { sessionRoutes } from "./routes/session-routes";
import { ConnectKeys } from "./session/connect-keys";
import { SessionManager } from "./session/session-manager";
import { SessionStore } from "./session/session-store";
import type { Settings } from "./settings";

const BODY_LIMIT_BYTES = 256 * 1024;

type EngineSettings = Settings & { apiKey: string };
type EngineDeps = { clock: Clock; launch: LaunchBrowser };

/** The engine, ready to listen. Closing it ends all sessions. The data folder must be this process's own. */
export function buildEngine(settings: EngineSettings, deps: Partial<EngineDeps> = {}): FastifyInstance {
  const { clock = systemClock, launch = (options) => new Chromium(settings.chromiumPath, options) } = deps;
  const { dataDir, concurrency, apiKey } = settings;
  const app = createApp(settings.logLevel);
  const profilesDir = emptyFolder(join(dataDir, "profiles"));
  const store = new SessionStore(dataDir, app.log);
  const projects = new ProjectStore(settings, clock);
  const keys = new ConnectKeys(apiKey);
  const sessions = new SessionManager({ store, launch, clock, log: app.log, profilesDir, concurrency });

  app.register(openRoutes);
  app.register(async (guarded) => {
    guarded.addHook("onRequest", apiKeyGuard(apiKey));
    guarded.register(sessionRoutes, { prefix: "/v1/sessions", sessions, projects, keys });
    guarded.register(projectRoutes, { prefix: "/v1/projects", sessions, projects, clock });
    guarded.register(engineRoutes, { prefix: "/engine", projects });
  });
  app.server.on("upgrade", upgradeHandler({ server: app.server, sessions, keys, log: app.log }));
  app.addHook("preClose", () => sessions.stop());
  app.addHook("onClose", async () => store.close());
  return app;
}

function createApp(logLevel: string) {
  const app = fastify({
    logger: { level: logLevel },
    // Requests are many and their URLs may carry signing keys; what sessions go through is logged instead.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    // As on Browserbase: a timeout of "60" is an error and not 60.
    ajv: { customOptions: { coerceTypes: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.addHook("onRequest", async (request) => {
    const foreign = findForeignRequest(request.headers);
    if (foreign) throw new HttpError(403, foreign);
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(async (request, reply) => {
    const [path] = request.url.split("?", 1);
    return reply.code(404).send(errorBody(404, `Route ${request.method}:${path} not found`));
  });
  return app;
}

/** Profiles that a killed engine left behind go; no session of this one has begun. */
function emptyFolder(path: string): string {
  rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}
