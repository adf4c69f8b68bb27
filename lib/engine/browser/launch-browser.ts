import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { contextEquipment } from "../contexts/context-equipment";
import type { ContextStore } from "../contexts/context-store";
import { extensionEquipment } from "../extensions/extension-equipment";
import type { ExtensionStore } from "../extensions/extension-store";
import { fileEquipment } from "../files/file-equipment";
import type { SessionFiles } from "../files/session-files";
import type { UploadStore } from "../files/upload-store";
import type { AdFilters } from "../network/ad-filters";
import { allowsDomains } from "../network/allowed-domains";
import { proxyEquipment } from "../network/proxy-equipment";
import { type GuardedRequest, requestGuard } from "../network/request-guard";
import { Chromium } from "./chromium";
import { DEFAULT_WINDOW_SIZE } from "./chromium-flags";
import type { DeathWatch } from "./death-watch";
import type { Equipment } from "./equipment";
import { EquippedBrowser } from "./equipped-browser";
import { requireFullChromium } from "./full-chromium";
import { removeProfile } from "./remove-profile";
import type { BrowserSettings, LaunchBrowser } from "./session-browser";
import type { WarmPool, WarmPoolDeps } from "./warm-pool";

export type LaunchDeps = {
  chromiumPath: string;
  /** For sessions with an extension. */
  fullChromiumPath: string | undefined;
  deathWatch: DeathWatch;
  log: FastifyBaseLogger;
  profilesDir: string;
  contexts: ContextStore;
  extensions: ExtensionStore;
  files: SessionFiles;
  uploads: UploadStore;
  /** Loads the filters for sessions that block ads. */
  loadAdFilters(): Promise<AdFilters>;
};

/** Makes the function that starts a session's browser, or takes a warm one, with what its settings ask for. */
export function browserLauncher(deps: LaunchDeps, warmPool: Pick<WarmPool<Chromium>, "take">): LaunchBrowser {
  const { contexts, extensions, files, uploads } = deps;
  return (sessionId, settings) => {
    const { context, extensionId, proxies } = settings;
    const program = extensionId === undefined ? deps.chromiumPath : requireFullChromium(deps.fullChromiumPath);
    const place = { ...placeOf(sessionId, deps), program };
    const equipment: Equipment[] = [fileEquipment({ files, uploads }, sessionId)];
    if (context) equipment.push(contextEquipment(contexts, { ...context, profileDir: place.profileDir }));
    if (extensionId !== undefined) equipment.push(extensionEquipment(extensions, extensionId));
    const guard = guardOf(settings, deps.loadAdFilters);
    if (guard) equipment.push(guard);
    if (proxies.some(({ upstreamUrl }) => upstreamUrl !== undefined)) equipment.push(proxyEquipment(proxies));
    return new EquippedBrowser(place, settings, equipment, warmPool.take(sessionId));
  };
}

/** Whether a browser that was started without any wishes can be given what these settings ask for. */
export function canBeWarm({ windowSize, ignoreCertificateErrors, context, extensionId, proxies }: BrowserSettings) {
  const { width, height } = DEFAULT_WINDOW_SIZE;
  const isPlain = !ignoreCertificateErrors && !context && extensionId === undefined && proxies.length === 0;
  return isPlain && windowSize.width === width && windowSize.height === height;
}

/** How the pool starts browsers, and ends those that nobody took. */
export function warmBrowsers(deps: LaunchDeps): Pick<WarmPoolDeps<Chromium>, "start" | "discard"> {
  const { files } = deps;
  return {
    async start(sessionId) {
      const place = placeOf(sessionId, deps);
      await Promise.all([files.open(sessionId), mkdir(place.profileDir, { mode: 0o700 })]);
      return new Chromium(
        { ...place, path: deps.chromiumPath },
        { ...place, windowSize: DEFAULT_WINDOW_SIZE, ignoreCertificateErrors: false, extraFlags: [] },
      );
    },
    async discard(sessionId, browser) {
      await browser?.end();
      await files.seal(sessionId);
      await removeProfile(placeOf(sessionId, deps).profileDir);
    },
  };
}

function placeOf(sessionId: string, { profilesDir, files, deathWatch, log }: LaunchDeps) {
  return {
    profileDir: join(profilesDir, sessionId),
    workDir: files.workDir(sessionId),
    deathWatch,
    log: log.child({ sessionId }),
  };
}

/** One guard for all rules, since two would answer for the same requests; without a rule no request waits for one. */
function guardOf(
  { allowedDomains, blockAds }: BrowserSettings,
  loadAdFilters: () => Promise<AdFilters>,
): Equipment | undefined {
  const isInDomains = allowsDomains(allowedDomains);
  const allows = (request: GuardedRequest) => allowedDomains.length === 0 || isInDomains(request);
  if (!blockAds) {
    return allowedDomains.length === 0 ? undefined : requestGuard({ resourceType: "Document", isAllowed: allows });
  }
  let filters: AdFilters | undefined;
  return requestGuard({
    async prepare() {
      filters = await loadAdFilters();
    },
    isAllowed: (request) => allows(request) && (filters?.allows(request) ?? true),
  });
}
