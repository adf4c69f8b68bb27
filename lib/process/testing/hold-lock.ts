import { lockFolder } from "../folder-lock";
import { StartupError } from "../startup-error";

/** A program that holds the folder in its first argument until it is killed. Answers over IPC. */
const [folder = ""] = process.argv.slice(2);
try {
  await lockFolder(folder, "test");
  process.send?.("held");
  process.on("message", () => undefined);
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.send?.(error.message);
  process.disconnect();
}
