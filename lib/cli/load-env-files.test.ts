import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { run } from "@/lib/process/run";

let folder = "";

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keepwatch-env-"));
  await writeFile(join(folder, ".env"), "HOST=file\nPORT=file\nLOG_LEVEL=file\n");
  await writeFile(join(folder, ".env.local"), "PORT=local\n");
  await writeFile(join(folder, ".env.production"), "LOG_LEVEL=production\n");
  await writeFile(join(folder, ".env.development"), "LOG_LEVEL=development\n");
});
test.afterEach(() => rm(folder, { recursive: true }));

for (const mode of ["production", "development"]) {
  test(`the files of ${mode} win over .env, and what is set wins over all`, async () => {
    expect(await load(`loadEnvFiles(${JSON.stringify(folder)}, "${mode}")`)).toEqual(["set", "local", mode]);
  });
}

test("a test run passes them over", async () => {
  const calls = `ignoreEnvFiles(); loadEnvFiles(${JSON.stringify(folder)}, "production")`;
  expect(await load(calls)).toEqual(["set", null, null]);
});

/** In a process of its own: Next keeps what it has read. Gives HOST, PORT and LOG_LEVEL. */
async function load(calls: string): Promise<unknown> {
  const script = `
    import { ignoreEnvFiles, loadEnvFiles } from "./lib/cli/load-env-files.ts";
    ${calls};
    const { HOST, PORT, LOG_LEVEL } = process.env;
    process.stdout.write(JSON.stringify([HOST, PORT, LOG_LEVEL]));
  `;
  const { output } = await run(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, HOST: "set" },
  });
  return JSON.parse(output);
}
