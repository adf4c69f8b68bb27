import { existsSync } from "node:fs";

/** Where the page's own files lie: beside this one, and in the checkout where this one is part of a bundle elsewhere in it. */
export function pageFolder(from = import.meta.url): URL {
  const beside = new URL("page/", from);
  if (existsSync(beside)) return beside;
  for (let folder = new URL(".", from); ; folder = new URL("..", folder)) {
    const within = new URL("lib/engine/live-view/page/", folder);
    if (existsSync(within)) return within;
    if (folder.pathname === "/") throw new Error("The live view's page files are not there");
  }
}
