import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { run } from "@/lib/process/run";

let folder = "";

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keepwatch-start-"));
});
test.afterEach(() => rm(folder, { recursive: true }));

for (const variable of ["PORT", "ENGINE_PORT"]) {
  test(`a taken ${variable} is named`, async () => {
    const server = await listen();
    const port = portOf(server);
    await expectRefusal({ [variable]: String(port) }, `Port ${port} is taken; stop what uses it or set ${variable}.`);
    server.close();
  });
}

test("a HOST that others could reach is refused without TLS in front, and what it takes is said", async () => {
  await expectRefusal({ HOST: "0.0.0.0" }, /^HOST lets others reach .* set KEEPWATCH_URL=https:\/\/… to the address/);
});

test("a data folder that cannot be written is named", async () => {
  // Root may write everywhere; below a file nobody can.
  const file = join(folder, "file");
  await writeFile(file, "");
  await expectRefusal(
    { KEEPWATCH_DATA_DIR: join(file, "data") },
    /\/file\/data cannot be written \(ENOTDIR\); make it/,
  );
});

test("a second copy on the same data folder is refused", async () => {
  const first = fork(new URL("../process/testing/hold-lock.ts", import.meta.url), [join(folder, "db")], {
    execArgv: ["--import", "tsx"],
  });
  await once(first, "message");
  await expectRefusal(
    {},
    /^Another Keepwatch \(test, pid \d+ on .*\) already uses .*\/db; stop it or set KEEPWATCH_DATA_DIR/,
  );
  first.kill("SIGKILL");
});

test("a wrong CHROMIUM_PATH is named", async () => {
  await expectRefusal(
    { CHROMIUM_PATH: "/nowhere/chromium" },
    /^CHROMIUM_PATH is \/nowhere\/chromium, which is no program/,
  );
});

test("a CHROMIUM_PATH that does not start is refused with its own words", async () => {
  const stub = join(folder, "chromium");
  await writeFile(stub, "#!/bin/sh\necho 'No usable sandbox!' >&2; exit 1\n", { mode: 0o755 });
  await expectRefusal(
    { CHROMIUM_PATH: stub },
    /^CHROMIUM_PATH is \S+, which does not start \(No usable sandbox!\); correct it/,
  );
});

test("a database that does not answer is named by its variable", async () => {
  const refusal = /^The database in DATABASE_URL cannot be used: .*ECONNREFUSED/;
  await expectRefusal({ DATABASE_URL: "postgres://keepwatch:hush@127.0.0.1:1/keepwatch" }, refusal);
});

test("a Node that is too old is told so before anything is loaded", async () => {
  const preload = ["--require", "./lib/cli/testing/fake-old-node.cjs"];
  await expectRefusal({}, "Keepwatch needs Node 20.19 or newer, and this is 20.18.3; install a newer Node.", preload);
});

/** One line on stderr, nothing that looks like a stack, and exit code 1. */
async function expectRefusal(env: Record<string, string>, line: string | RegExp, nodeOptions: string[] = []) {
  const [port, enginePort] = await freePorts();
  const { code, output } = await run(process.execPath, [...nodeOptions, "lib/cli/keepwatch.js", "start"], {
    env: { ...process.env, PORT: port, ENGINE_PORT: enginePort, KEEPWATCH_DATA_DIR: folder, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  expect(output).toMatch(/^[^\n]+\n$/);
  expect(output.trimEnd()).toEqual(typeof line === "string" ? line : expect.stringMatching(line));
  expect(code).toBe(1);
}

async function freePorts(): Promise<string[]> {
  const servers = [await listen(), await listen()];
  const ports = servers.map((server) => String(portOf(server)));
  for (const server of servers) server.close();
  return ports;
}

async function listen(): Promise<Server> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server does not listen on a port.");
  return address.port;
}
