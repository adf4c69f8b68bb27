import type { FastifyPluginAsync } from "fastify";
import type { Clock } from "../clock";
import type { ContextStore } from "../contexts/context-store";
import type { ExtensionStore } from "../extensions/extension-store";
import type { SessionFiles } from "../files/session-files";
import type { UploadStore } from "../files/upload-store";
import { apiKeyGuard } from "../http/api-key-guard";
import type { LiveViewKeys } from "../live-view/live-view-keys";
import type { ProjectStore } from "../project/project-store";
import type { RecordingStore } from "../recording/recording-store";
import type { ConnectKeys } from "../session/connect-keys";
import type { SessionManager } from "../session/session-manager";
import { contextRoutes } from "./context-routes";
import { debugRoutes } from "./debug-routes";
import { downloadRoutes } from "./download-routes";
import { engineRoutes } from "./engine-routes";
import { extensionRoutes } from "./extension-routes";
import { projectRoutes } from "./project-routes";
import { recordingRoutes } from "./recording-routes";
import { sessionFileRoutes } from "./session-file-routes";
import { sessionRoutes } from "./session-routes";
import type { Plan } from "./to-new-session";

type Api = {
  apiKey: string;
  fullChromiumPath: string | undefined;
  plan: Plan;
  clock: Clock;
  sessions: SessionManager;
  projects: ProjectStore;
  contexts: ContextStore;
  extensions: ExtensionStore;
  files: SessionFiles;
  uploads: UploadStore;
  recordings: RecordingStore;
  keys: ConnectKeys;
  liveKeys: LiveViewKeys;
};

/** Every route that takes the API key. */
export const apiRoutes: FastifyPluginAsync<Api> = async (app, api) => {
  app.addHook("onRequest", apiKeyGuard(api.apiKey));
  app.register(sessionRoutes, { ...api, prefix: "/v1/sessions" });
  app.register(debugRoutes, { ...api, isReadOnly: false, prefix: "/v1/sessions" });
  app.register(sessionFileRoutes, { ...api, prefix: "/v1/sessions" });
  app.register(recordingRoutes, { ...api, prefix: "/v1/sessions" });
  app.register(downloadRoutes, { ...api, prefix: "/v1/downloads" });
  app.register(contextRoutes, { ...api, prefix: "/v1/contexts" });
  app.register(extensionRoutes, { ...api, prefix: "/v1/extensions" });
  app.register(projectRoutes, { ...api, prefix: "/v1/projects" });
  app.register(engineRoutes, { ...api, prefix: "/engine" });
  app.register(debugRoutes, { ...api, isReadOnly: true, prefix: "/engine/read-only/sessions" });
};
