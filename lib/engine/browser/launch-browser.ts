import { join } from "node:path";
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
import type { Equipment } from "./equipment";
import { EquippedBrowser } from "./equipped-browser";
import { requireFullChromium } from "./full-chromium";
import type { BrowserSettings, LaunchBrowser } from "./session-browser";

type LaunchDeps = {
  chromiumPath: string;
  /** For sessions with an extension. */
  fullChromiumPath: string | undefined;
  profilesDir: string;
  contexts: ContextStore;
  extensions: ExtensionStore;
  files: SessionFiles;
  uploads: UploadStore;
  /** Loads the filters for sessions that block ads. */
  loadAdFilters(): Promise<AdFilters>;
};

/** Makes the function that starts a session's browser with what its settings ask for. */
export function browserLauncher(deps: LaunchDeps): LaunchBrowser {
  const { chromiumPath, profilesDir, contexts, extensions, files, uploads } = deps;
  return (sessionId, settings) => {
    const { context, extensionId, proxies } = settings;
    const program = extensionId === undefined ? chromiumPath : requireFullChromium(deps.fullChromiumPath);
    const place = { program, profileDir: join(profilesDir, sessionId), workDir: files.workDir(sessionId) };
    const equipment: Equipment[] = [fileEquipment({ files, uploads }, sessionId)];
    if (context) equipment.push(contextEquipment(contexts, { ...context, profileDir: place.profileDir }));
    if (extensionId !== undefined) equipment.push(extensionEquipment(extensions, extensionId));
    const guard = guardOf(settings, deps.loadAdFilters);
    if (guard) equipment.push(guard);
    if (proxies.some(({ upstreamUrl }) => upstreamUrl !== undefined)) equipment.push(proxyEquipment(proxies));
    return new EquippedBrowser(place, settings, equipment);
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
