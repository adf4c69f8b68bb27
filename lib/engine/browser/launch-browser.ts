import { join } from "node:path";
import { contextEquipment } from "../contexts/context-equipment";
import type { ContextStore } from "../contexts/context-store";
import { extensionEquipment } from "../extensions/extension-equipment";
import type { ExtensionStore } from "../extensions/extension-store";
import { fileEquipment } from "../files/file-equipment";
import type { SessionFiles } from "../files/session-files";
import type { UploadStore } from "../files/upload-store";
import { allowsDomains } from "../network/allowed-domains";
import { proxyEquipment } from "../network/proxy-equipment";
import { requestGuard } from "../network/request-guard";
import type { DeathWatch } from "./death-watch";
import type { Equipment } from "./equipment";
import { EquippedBrowser } from "./equipped-browser";
import { requireFullChromium } from "./full-chromium";
import type { LaunchBrowser } from "./session-browser";

type LaunchDeps = {
  chromiumPath: string;
  /** For sessions with an extension. */
  fullChromiumPath: string | undefined;
  deathWatch: DeathWatch;
  profilesDir: string;
  contexts: ContextStore;
  extensions: ExtensionStore;
  files: SessionFiles;
  uploads: UploadStore;
};

/** Makes the function that starts a session's browser with what its settings ask for. */
export function browserLauncher(deps: LaunchDeps): LaunchBrowser {
  const { chromiumPath, deathWatch, profilesDir, contexts, extensions, files, uploads } = deps;
  return (sessionId, settings) => {
    const { context, extensionId, allowedDomains, proxies } = settings;
    const program = extensionId === undefined ? chromiumPath : requireFullChromium(deps.fullChromiumPath);
    const profileDir = join(profilesDir, sessionId);
    const place = { program, deathWatch, profileDir, workDir: files.workDir(sessionId) };
    const equipment: Equipment[] = [fileEquipment({ files, uploads }, sessionId)];
    if (context) equipment.push(contextEquipment(contexts, { ...context, profileDir }));
    if (extensionId !== undefined) equipment.push(extensionEquipment(extensions, extensionId));
    if (allowedDomains.length > 0) {
      equipment.push(requestGuard({ resourceType: "Document", isAllowed: allowsDomains(allowedDomains) }));
    }
    if (proxies.some(({ upstreamUrl }) => upstreamUrl !== undefined)) equipment.push(proxyEquipment(proxies));
    return new EquippedBrowser(place, settings, equipment);
  };
}
