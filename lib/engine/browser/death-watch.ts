import { type ChildProcess, spawn } from "node:child_process";
import type { FastifyBaseLogger } from "fastify";

/**
 * Reads `+ 123` and `- 123` until its input ends, and kills the process groups that are left. Who stops a service signals
 * all of its processes at once, and this one is to be the last.
 */
const SCRIPT = `
trap '' HUP INT TERM
groups=
while read -r sign group; do
  if [ "$sign" = + ]; then groups="$groups $group"; continue; fi
  kept=
  for each in $groups; do [ "$each" = "$group" ] || kept="$kept $each"; done
  groups=$kept
done
for group in $groups; do kill -9 "-$group"; done
`;

/** A shell that cannot run at all is not tried without a pause. */
const RESTART_AFTER_MS = 100;

/**
 * Kills the browsers of an engine that was killed itself: a shell of a megabyte, in a process group of its own, that reads
 * from a pipe which ends with the engine. Browsers end by themselves when their own pipe does, but one that is busy takes
 * its time, and one that hangs stays. It starts with the constructor, again when it is killed, and ends with `stop`.
 */
export class DeathWatch {
  readonly #log: FastifyBaseLogger;
  readonly #groups = new Set<number>();
  #shell: ChildProcess | undefined;

  constructor(log: FastifyBaseLogger) {
    this.#log = log;
    // Windows has neither such a shell nor process groups.
    if (process.platform !== "win32") this.#shell = this.#start();
  }

  /** A process group, by the process that leads it. */
  add(group: number): void {
    this.#groups.add(group);
    this.#tell("+", group);
  }

  /** Nothing of the group is left, and its number may soon be another's. */
  remove(group: number): void {
    this.#groups.delete(group);
    this.#tell("-", group);
  }

  stop(): void {
    const shell = this.#shell;
    this.#shell = undefined;
    shell?.stdin?.end();
  }

  #start(): ChildProcess {
    const shell = spawn("/bin/sh", ["-c", SCRIPT], {
      detached: true,
      env: noEnvironment(),
      stdio: ["pipe", "ignore", "ignore"],
    });
    // Its end is what is dealt with, not each write that comes too late.
    shell.stdin?.on("error", () => undefined);
    shell.once("error", (err) => this.#log.error({ err }, "nobody watches for the engine's death"));
    shell.once("exit", () => setTimeout(() => this.#restart(shell), RESTART_AFTER_MS).unref());
    shell.unref();
    return shell;
  }

  #restart(ended: ChildProcess): void {
    if (this.#shell !== ended) return;
    this.#log.warn("the watch for the engine's death was ended, and is started again");
    this.#shell = this.#start();
    for (const group of this.#groups) this.#tell("+", group);
  }

  #tell(sign: "+" | "-", group: number): void {
    this.#shell?.stdin?.write(`${sign} ${group}\n`);
  }
}

/** Next declares that every environment has NODE_ENV. */
function noEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV };
}
