import { join } from "node:path";
import { contextEquipment } from "../contexts/context-equipment";
import type { ContextStore } from "../contexts/context-store";
import type { Equipment } from "./equipment";
import { EquippedBrowser } from "./equipped-browser";
import type { BrowserSettings, LaunchBrowser } from "./session-browser";

type LaunchDeps = {
  chromiumPath: string;
  profilesDir: string;
  filesDir: string;
  contexts: ContextStore;
};

/** Makes the function that starts a session's browser with what its settings ask for. */
export function browserLauncher(deps: LaunchDeps): LaunchBrowser {
  return (sessionId, settings) => {
    const profileDir = join(deps.profilesDir, sessionId);
    const place = { program: deps.chromiumPath, profileDir, workDir: join(deps.filesDir, sessionId) };
    return new EquippedBrowser(place, settings, equipmentOf(settings, profileDir, deps));
  };
}

function equipmentOf({ context }: BrowserSettings, profileDir: string, { contexts }: LaunchDeps): Equipment[] {
  return context ? [contextEquipment(contexts, { ...context, profileDir })] : [];
}
