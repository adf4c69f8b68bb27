import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every root entry that `next build` reads. */
const ENTRIES = [
  "app",
  "components",
  "instrumentation.ts",
  "lib",
  "next.config.js",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.js",
  "proxy.ts",
  "public",
  "tsconfig.json",
];
/** These live under `lib`, and no page reaches them: a change there needs no build. */
const NOT_BUILT = /^lib\/(cli|engine)\/|\/testing\/|\.test\.tsx?$|^lib\/server\/db\/migrations\//;

/** One hash over the names and contents of all that goes into a build. */
export function sourceHash(root: string): string {
  const hash = createHash("sha256");
  for (const path of ENTRIES.flatMap((entry) => filesBelow(root, entry)).filter((path) => !NOT_BUILT.test(path))) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesBelow(root: string, path: string): string[] {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`));
}
