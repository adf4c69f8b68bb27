import { buildConsoleWhenStale } from "@/lib/cli/build-console";

/** Once, before workers start consoles side by side: two builds at a time refuse each other. */
export default async function globalSetup(): Promise<void> {
  await buildConsoleWhenStale(new AbortController().signal);
}
