import { buildConsoleWhenStale } from "@/lib/cli/build-console";
import { bundleEngine } from "@/lib/cli/bundle-engine";
import { makeEmbeddedTemplate } from "@/lib/server/db/testing/embedded-template";

/** Once, before workers start consoles side by side: two builds at a time refuse each other. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  await bundleEngine();
  await buildConsoleWhenStale(new AbortController().signal);
  return makeEmbeddedTemplate();
}
