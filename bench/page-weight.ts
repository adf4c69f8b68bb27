import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { NEXT, NEXT_ENV } from "@/lib/cli/next";
import { run } from "@/lib/process/run";

const REST_MS = 1_000;

/** Gzipped bytes of the scripts that the page loads until it rests, and of those that come once the list is pointed at. */
export async function scriptBytes(page: Page, path: string): Promise<{ atFirst: number; onceUsed: number }> {
  const scripts = new Map<string, number>();
  page.on("response", async (response) => {
    if (response.request().resourceType() !== "script") return;
    scripts.set(response.url(), gzipSync(await response.body()).length);
  });
  await page.goto(path, { waitUntil: "load" });
  await page.waitForTimeout(REST_MS);
  const atFirst = sum([...scripts.values()]);
  await page.getByRole("columnheader", { name: "Owner" }).hover();
  await page.waitForTimeout(REST_MS);
  return { atFirst, onceUsed: sum([...scripts.values()]) - atFirst };
}

/** The same of an app that this version of Next builds from one page that says nothing. */
export async function emptyPageBytes(): Promise<number> {
  // Within the project, where its packages are found.
  mkdirSync(".next", { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), ".next", "empty-page-"));
  try {
    mkdirSync(join(folder, "app"));
    writeFileSync(join(folder, "package.json"), "{}");
    writeFileSync(
      join(folder, "app", "layout.js"),
      "export default function Layout({ children }) { return <html><body>{children}</body></html>; }",
    );
    writeFileSync(join(folder, "app", "page.js"), "export default function Page() { return null; }");
    const signal = new AbortController().signal;
    const { code, output } = await run(process.execPath, [NEXT, "build", folder], {
      env: { ...process.env, ...NEXT_ENV },
      signal,
    });
    if (code !== 0) throw new Error(`The empty page could not be built:\n${output}`);
    return htmlScriptBytes(join(folder, ".next"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of a page that was drawn at build time: its HTML names all of its scripts. */
function htmlScriptBytes(build: string): number {
  const html = readFileSync(join(build, "server", "app", "index.html"), "utf8");
  // What is marked so, browsers of today do not load.
  const tags = [...html.matchAll(/<script[^>]+src="\/_next\/([^"?]+)"[^>]*>/g)].filter(
    ([tag]) => !/nomodule/i.test(tag),
  );
  const paths = new Set(tags.map(([, path]) => path ?? ""));
  return sum([...paths].map((path) => gzipSync(readFileSync(join(build, path))).length));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
