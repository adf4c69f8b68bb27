import type { Equipment } from "../browser/equipment";
import type { ExtensionStore } from "./extension-store";

/** Loads an extension before the session runs, by the one way that Chrome and Chromium share. */
export function extensionEquipment(extensions: ExtensionStore, id: string): Equipment {
  let folder: string | undefined;
  return {
    async prepare() {
      folder = extensions.hold(id);
      return ["--enable-unsafe-extension-debugging"];
    },
    async setUp(chromium) {
      await chromium.send("Extensions.loadUnpacked", { path: folder });
    },
    async clearAway() {
      if (folder !== undefined) await extensions.release(id);
    },
  };
}
