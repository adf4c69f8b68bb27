import { Type } from "typebox";
import { Value } from "typebox/value";
import type { SessionBrowser } from "./session-browser";

const Targets = Type.Object({
  targetInfos: Type.Array(
    Type.Object({ targetId: Type.String(), type: Type.String(), title: Type.String(), url: Type.String() }),
  ),
});

export type Page = { id: string; url: string; title: string };

/** The browser's open pages (tabs), as Chromium itself lists them. */
export async function listPages(browser: SessionBrowser): Promise<Page[]> {
  const { targetInfos } = Value.Parse(Targets, await browser.send("Target.getTargets"));
  return targetInfos
    .filter(({ type }) => type === "page")
    .map(({ targetId, url, title }) => ({ id: targetId, url: url || "about:blank", title }));
}
