import { Type } from "typebox";
import { Value } from "typebox/value";
import type { Equipment } from "../browser/equipment";
import type { SessionFiles } from "./session-files";
import type { UploadStore } from "./upload-store";

const Completed = Type.Object({ state: Type.Literal("completed"), filePath: Type.String() });

type Stores = { files: SessionFiles; uploads: UploadStore };

/**
 * Gives a browser its session's folders. It downloads without being asked; a client may still choose another place for
 * what it starts.
 */
export function fileEquipment({ files, uploads }: Stores, sessionId: string): Equipment {
  const behavior = { behavior: "allow", downloadPath: files.arrivalsDir(sessionId), eventsEnabled: true };
  return {
    async setUpEarly(chromium) {
      await files.open(sessionId);
      chromium.onEvent(({ method, params }) => {
        if (method !== "Browser.downloadProgress" || !Value.Check(Completed, params)) return;
        // A file that a client took away first is no longer ours to keep; one that stays is kept at the session's end.
        files.take(sessionId, params.filePath).catch(() => undefined);
      });
      await chromium.send("Browser.setDownloadBehavior", behavior);
    },
    async restore(chromium) {
      await chromium.send("Browser.setDownloadBehavior", behavior);
    },
    async clearAway() {
      await uploads.forget(sessionId);
      await files.seal(sessionId);
    },
  };
}
