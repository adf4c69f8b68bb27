import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { DeathWatch } from "./browser/death-watch";
import { browserLauncher, canBeWarm, warmBrowsers } from "./browser/launch-browser";
import { removeProfileLock } from "./browser/remove-profile";
import type { LaunchBrowser } from "./browser/session-browser";
import { WarmPool } from "./browser/warm-pool";
import { type Clock, systemClock } from "./clock";
import { upgradeHandler } from "./connect/upgrade-handler";
import { ContextStore } from "./contexts/context-store";
import { ExtensionStore } from "./extensions/extension-store";
import { SessionFiles } from "./files/session-files";
import { UploadStore } from "./files/upload-store";
import { createApp } from "./http/create-app";
import { LiveViewKeys } from "./live-view/live-view-keys";
import { liveViewUpgrade } from "./live-view/live-view-upgrade";
import { LiveViews } from "./live-view/live-views";
import { adFilterLoader } from "./network/ad-filters";
import { ProjectStore } from "./project/project-store";
import { RecordingStore } from "./recording/recording-store";
import { sessionRecorder } from "./recording/session-recorder";
import { apiRoutes } from "./routes/api-routes";
import { liveViewRoutes } from "./routes/live-view-routes";
import { openRoutes } from "./routes/open-routes";
import { webDriverRoutes } from "./routes/webdriver-routes";
import { WebDrivers } from "./selenium/web-drivers";
import { ConnectKeys } from "./session/connect-keys";
import { SessionManager } from "./session/session-manager";
import { SessionStore } from "./session/session-store";
import type { Settings } from "./settings";

/** Half an hour of a page that never stands still, or a day of one that mostly does. */
const SESSION_RECORDING_BYTES = 64 * 2 ** 20;

type EngineSettings = Settings & { apiKey: string };
export type EngineDeps = { clock: Clock; launch: LaunchBrowser; newSessionId(): string };

/** The engine, ready to listen. Closing it ends all sessions. The data folder must be this process's own. */
export function buildEngine(settings: EngineSettings, deps: Partial<EngineDeps> = {}): FastifyInstance {
  const { clock = systemClock, newSessionId = randomUUID } = deps;
  const { dataDir, apiKey, fullChromiumPath, isKeepAliveAllowed, maxTimeoutSeconds } = settings;
  const app = createApp(settings.logLevel);
  const profilesDir = emptyProfiles(join(dataDir, "profiles"));
  const files = new SessionFiles(dataDir, clock);
  const uploads = new UploadStore(settings.uploadsDir, files);
  const contexts = new ContextStore(dataDir, { clock, log: app.log });
  const extensions = new ExtensionStore(dataDir, { clock, log: app.log });
  const deathWatch = new DeathWatch(app.log);
  const stores = { contexts, extensions, files, uploads };
  const loadAdFilters = adFilterLoader(settings.adFilterPaths);
  const launchDeps = { ...settings, ...stores, profilesDir, deathWatch, loadAdFilters, log: app.log };
  const warmPool = new WarmPool({
    setting: deps.launch ? "off" : settings.warmPool,
    ...warmBrowsers(launchDeps),
    clock,
    log: app.log,
    sessions: () => sessions.load(),
    availableBytes: () => process.availableMemory(),
  });
  const launch = deps.launch ?? browserLauncher(launchDeps, warmPool);
  const onForget = (id: string) => {
    recordings.forget(id);
    sessions.forget(id);
  };
  const store = new SessionStore(dataDir, { log: app.log, onForget });
  const projects = new ProjectStore(settings, clock);
  const keys = new ConnectKeys(apiKey);
  const liveKeys = new LiveViewKeys(apiKey);
  const recordings = new RecordingStore({
    dataDir,
    limits: recordingLimits(settings),
    log: app.log,
    isKnown: (id) => store.get(id) !== undefined,
  });
  const untilStarted = () => sessions.untilStarted();
  const sessions = new SessionManager({
    store,
    launch,
    newSessionId: (browser) => (canBeWarm(browser) ? warmPool.reserve() : undefined) ?? newSessionId(),
    clock,
    log: app.log,
    record:
      settings.recordingsMegabytes > 0
        ? sessionRecorder({ store: recordings, clock, log: app.log, untilStarted })
        : () => {},
    concurrency: settings.concurrency,
    createsPerMinute: settings.createsPerMinute,
    connectWithinMs: settings.connectWithinSeconds * 1_000,
    commandWithinMs: settings.commandWithinSeconds * 1_000,
  });

  const webDrivers =
    settings.chromedriverPath === undefined
      ? undefined
      : new WebDrivers({
          program: settings.chromedriverPath,
          deathWatch,
          workDir: (sessionId) => files.workDir(sessionId),
          clock,
          commandWithinMs: settings.commandWithinSeconds * 1_000,
        });
  const viewing = { sessions, liveKeys, clock };
  const openLiveView = liveViewUpgrade({ ...viewing, liveViews: new LiveViews({ clock, log: app.log }), log: app.log });

  app.register(openRoutes);
  app.register(liveViewRoutes, { ...viewing, prefix: "/debug" });
  app.register(webDriverRoutes, { sessions, keys, clock, webDrivers, prefix: "/webdriver" });
  app.register(apiRoutes, {
    apiKey,
    fullChromiumPath,
    plan: { isKeepAliveAllowed, maxTimeoutSeconds },
    clock,
    sessions,
    projects,
    contexts,
    extensions,
    files,
    uploads,
    recordings,
    keys,
    liveKeys,
  });
  app.server.on("upgrade", upgradeHandler({ server: app.server, sessions, keys, clock, log: app.log, openLiveView }));
  app.addHook("preClose", async () => void (await Promise.all([sessions.stop(), warmPool.stop()])));
  app.addHook("onClose", async () => {
    store.close();
    deathWatch.stop();
  });
  return app;
}

function recordingLimits({ recordingsMegabytes }: Settings) {
  return { sessionBytes: SESSION_RECORDING_BYTES, totalBytes: recordingsMegabytes * 2 ** 20 };
}

/** Profiles that a killed engine left behind go; no session of this one has begun. */
function emptyProfiles(path: string): string {
  if (existsSync(path)) for (const name of readdirSync(path)) removeProfileLock(join(path, name));
  rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}
