import { StartupError } from "@/lib/process/startup-error";
import { openDatabase } from "../connect";
import { setting } from "../schema";

/** A program that opens the folder in its first argument and writes until it is killed, reporting every row it wrote. */
const [folder = ""] = process.argv.slice(2);
try {
  const { db } = await openDatabase({ kind: "embedded", folder });
  for (let row = 0; process.connected; row += 1) {
    await db.insert(setting).values({ key: `row-${row}`, value: row });
    process.send?.(row);
  }
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.send?.(error.message);
  process.disconnect();
}
