#!/usr/bin/env node
// Plain JavaScript that any Node with ES modules can read, so that one too old is told so instead of failing to parse.

import { fileURLToPath } from "node:url";

const OLDEST_NODE = [20, 19];

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  fail(
    `Keepwatch needs Node ${OLDEST_NODE.join(".")} or newer, and this is ${process.versions.node}; install a newer Node.`,
  );
}

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const tsx = await import("tsx/esm/api").catch(() => fail("Keepwatch's packages are not installed; run npm ci first."));
tsx.register();
const { main } = await import("./main.ts");
process.exit(await main(process.argv.slice(2)));

function fail(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
