import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What the process holds of buffers and objects, after all that nobody holds is gone. */
export function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return arrayBuffers + heapUsed;
}
