import { readFileSync } from "node:fs";
import { pageFolder } from "./page-folder";

const FOLDER = pageFolder();
const STYLE = "text/css; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
const TYPES = new Map([
  ["live-view.css", STYLE],
  ["live-view.js", SCRIPT],
  ["follow-screen.js", SCRIPT],
  ["send-mouse.js", SCRIPT],
  ["send-fingers.js", SCRIPT],
  ["send-keys.js", SCRIPT],
  ["key-message.js", SCRIPT],
  ["place-of.js", SCRIPT],
  ["to-place.js", SCRIPT],
]);

type PageState = {
  isReadOnly: boolean;
  /** Why there is nothing to see, when that is so from the first. */
  over: string | undefined;
};

/** The live view's page; what differs from one to the next stands in attributes of its body. */
export function liveViewPage({ isReadOnly, over = "" }: PageState): string {
  const page = readFileSync(new URL("live-view.html", FOLDER), "utf8");
  return page.replace(
    "<body>",
    () => `<body data-mode="${isReadOnly ? "look" : "use"}" data-over="${escapeAttribute(over)}">`,
  );
}

type PageFile = { type: string; text: string };

export function findPageFile(name: string): PageFile | undefined {
  const type = TYPES.get(name);
  return type === undefined ? undefined : { type, text: readFileSync(new URL(name, FOLDER), "utf8") };
}

/**
 * What the page may do: run its own scripts and talk to this engine, within pages of this machine. Its address holds a key,
 * which leaves with no request and stays in no cache.
 */
export function pageHeaders(host: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src data:",
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self' http://127.0.0.1:* http://localhost:* https://localhost:*",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
}

function escapeAttribute(text: string): string {
  return text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
