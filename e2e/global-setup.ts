import { buildConsoleWhenStale } from "@/lib/cli/build-console";
import { bundleEngine } from "@/lib/cli/bundle-engine";

/** Once, before workers start consoles side by side: two builds at a time refuse each other. */
export default async function globalSetup(): Promise<void> {
  await bundleEngine();
  await buildConsoleWhenStale(new AbortController().signal);
}
