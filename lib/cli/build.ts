import { buildConsole } from "./build-console";
import { bundleEngine } from "./bundle-engine";
import { say } from "./say";
import { stopSignal } from "./stop-signal";

/** All that `npm start` would build by itself, ahead of it. */
export async function build(): Promise<number> {
  const signal = stopSignal();
  await bundleEngine();
  const { code, output } = await buildConsole(signal);
  say(output.trimEnd());
  return code;
}
