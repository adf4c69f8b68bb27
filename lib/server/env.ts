import { join, resolve } from "node:path";
import { z } from "zod";
import { emailSchema, newPasswordSchema } from "@/lib/api/account";
import { StartupError } from "@/lib/process/startup-error";
import { OIDC_VARIABLES, type OidcEnv, toOidcEnv } from "./oidc-env";

export type Env = {
  host: string;
  port: number;
  enginePort: number;
  dataFolder: string;
  logLevel: z.infer<typeof Variables>["LOG_LEVEL"];
  upstream: UpstreamEnv;
  database: DatabaseEnv;
  /** Added at start, unless somebody with this address is here. */
  admin?: { email: string; password: string };
  oidc?: OidcEnv;
};

/** The engine makes its own key when none is given, and keeps it in `apiKeyFile`. */
export type UpstreamEnv =
  | { kind: "engine"; url: string; apiKey?: string; apiKeyFile: string }
  | { kind: "browserbase"; apiKey: string; projectId?: string; baseUrl?: string };

export type DatabaseEnv = { kind: "embedded"; folder: string } | { kind: "postgres"; url: string };

/** What every key begins with that the engine makes. */
const ENGINE_KEY_PREFIX = "bb_engine_";

const Port = z.coerce
  .number("must be a number")
  .int("must be a whole number")
  .min(1, "must be 1 or more")
  .max(65_535, "must be 65535 or less");

const Variables = z.object({
  HOST: z.string().default("127.0.0.1").refine(isLoopback, {
    error:
      "must be a loopback address (127.0.0.1): sign-in comes later, and without it nobody else may reach Keepwatch",
  }),
  PORT: Port.default(3000),
  ENGINE_PORT: Port.default(3001),
  ENGINE_API_KEY: z.string().optional(),
  KEEPWATCH_DATA_DIR: z
    .string()
    .default(".keepwatch")
    .transform((folder) => resolve(folder)),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" }).optional(),
  BROWSERBASE_API_KEY: z.string().optional(),
  BROWSERBASE_PROJECT_ID: z.string().optional(),
  BROWSERBASE_BASE_URL: z.url({ protocol: /^https?$/, error: "must be an http(s):// address" }).optional(),
  KEEPWATCH_ADMIN_EMAIL: z.optional(emailSchema),
  KEEPWATCH_ADMIN_PASSWORD: z.optional(newPasswordSchema),
  ...OIDC_VARIABLES,
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "must be one of fatal, error, warn, info, debug, trace, silent",
    })
    .default("info"),
});

/** Everything the environment says, checked. A variable that is empty counts as not set, as in a copied .env.example. */
export function readEnv(source: NodeJS.Dict<string> = process.env): Env {
  const variables = parseVariables(source);
  const upstream = toUpstream(variables);
  if (upstream.kind === "engine" && variables.PORT === variables.ENGINE_PORT) {
    throw new StartupError(`PORT and ENGINE_PORT are both ${variables.PORT}; set one of them to another port.`);
  }
  return {
    host: variables.HOST,
    port: variables.PORT,
    enginePort: variables.ENGINE_PORT,
    dataFolder: variables.KEEPWATCH_DATA_DIR,
    logLevel: variables.LOG_LEVEL,
    upstream,
    database: variables.DATABASE_URL
      ? { kind: "postgres", url: variables.DATABASE_URL }
      : { kind: "embedded", folder: join(variables.KEEPWATCH_DATA_DIR, "db") },
    admin: toAdmin(variables),
    oidc: toOidcEnv(variables),
  };
}

/** Where a browser on this machine reaches the console. */
export function localOrigin({ host, port }: Pick<Env, "host" | "port">): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** The message names variables and rules, never values: some of them are secrets. */
function parseVariables(source: NodeJS.Dict<string>): z.infer<typeof Variables> {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = Variables.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new StartupError(`${[...new Set(problems)].join("; ")}.`);
}

function toAdmin(variables: z.infer<typeof Variables>): Env["admin"] {
  const { KEEPWATCH_ADMIN_EMAIL: email, KEEPWATCH_ADMIN_PASSWORD: password } = variables;
  if (email && password) return { email, password };
  if (!email && !password) return undefined;
  throw new StartupError("KEEPWATCH_ADMIN_EMAIL and KEEPWATCH_ADMIN_PASSWORD go together; set both or neither.");
}

function toUpstream(variables: z.infer<typeof Variables>): UpstreamEnv {
  const engine: UpstreamEnv = {
    kind: "engine",
    url: `http://127.0.0.1:${variables.ENGINE_PORT}`,
    apiKey: variables.ENGINE_API_KEY,
    apiKeyFile: join(variables.KEEPWATCH_DATA_DIR, "engine", "api-key"),
  };
  const { BROWSERBASE_API_KEY: apiKey, BROWSERBASE_PROJECT_ID: projectId, BROWSERBASE_BASE_URL: baseUrl } = variables;
  if (!apiKey) return engine;
  if (apiKey.startsWith(ENGINE_KEY_PREFIX)) {
    if (!baseUrl) {
      throw new StartupError(
        "BROWSERBASE_API_KEY is a key of the embedded engine, for scripts; unset it, or set BROWSERBASE_BASE_URL to that engine.",
      );
    }
    // What scripts are told to export is still set in this shell.
    if (isPortOfThisMachine(baseUrl, variables.ENGINE_PORT)) return engine;
  }
  return { kind: "browserbase", apiKey, projectId, baseUrl };
}

function isPortOfThisMachine(url: string, port: number): boolean {
  const { hostname, host } = new URL(url);
  return isLoopback(hostname) && host === `${hostname}:${port}`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
