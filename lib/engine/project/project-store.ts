import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { StartupError } from "@/lib/process/startup-error";
import type { Clock } from "../clock";
import { MAX_TIMEOUT_SECONDS, MIN_TIMEOUT_SECONDS } from "../wire";
import { writeAtomically } from "../write-atomically";

const StoredProject = Type.Object({
  id: Type.String(),
  ownerId: Type.String(),
  name: Type.String({ minLength: 1 }),
  createdAt: Type.String(),
  updatedAt: Type.String(),
  defaultTimeout: Type.Integer({ minimum: MIN_TIMEOUT_SECONDS, maximum: MAX_TIMEOUT_SECONDS }),
});
type StoredProject = Static<typeof StoredProject>;

type ProjectOptions = {
  dataDir: string;
  concurrency: number;
  defaultTimeoutSeconds: number;
  /** The longest timeout the plan allows, also where the file says more. */
  maxTimeoutSeconds: number;
};

/** The engine's one project. Its `defaultTimeout` is a setting at the first start only; from then on the file counts. */
export class ProjectStore {
  readonly #path: string;
  readonly #options: ProjectOptions;
  readonly #clock: Clock;
  #stored: StoredProject;

  constructor(options: ProjectOptions, clock: Clock) {
    this.#path = join(options.dataDir, "project.json");
    this.#options = options;
    this.#clock = clock;
    if (existsSync(this.#path)) {
      this.#stored = readProject(this.#path);
    } else {
      this.#stored = this.#write(newProject(options.defaultTimeoutSeconds, this.#now()));
    }
  }

  /** The project as Browserbase's API sends it. */
  get project() {
    const { concurrency, maxTimeoutSeconds } = this.#options;
    const defaultTimeout = Math.min(this.#stored.defaultTimeout, maxTimeoutSeconds);
    return { ...this.#stored, defaultTimeout, concurrency };
  }

  setDefaultTimeout(defaultTimeout: number): void {
    this.#stored = this.#write({ ...this.#stored, defaultTimeout, updatedAt: this.#now() });
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }

  /** Returns what it wrote, so that a project that could not be written is never the current one. */
  #write(project: StoredProject): StoredProject {
    writeAtomically(this.#path, `${JSON.stringify(project, null, 2)}\n`);
    return project;
  }
}

function newProject(defaultTimeout: number, now: string): StoredProject {
  return {
    id: randomUUID(),
    ownerId: randomUUID(),
    name: "Embedded engine",
    createdAt: now,
    updatedAt: now,
    defaultTimeout,
  };
}

function readProject(path: string): StoredProject {
  try {
    return Value.Parse(StoredProject, JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new StartupError(`${path} does not hold a project. Mend it, or delete it to start with a new one.`, {
      cause,
    });
  }
}
