import { join, resolve } from "node:path";
import { compile } from "@fastify/proxy-addr";
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
  web: WebEnv;
  upstream: UpstreamEnv;
  feed: {
    /** To upstream, for the live picture. Left out, it is for who upstream is to say. */
    requestsPerMinute?: number;
    /** Between two looks at upstream while something happens. */
    intervalSeconds?: number;
  };
  database: DatabaseEnv;
  /** Added at start, unless somebody with this address is here. */
  admin?: { email: string; password: string };
  oidc?: OidcEnv;
};

/** How people reach the console. */
export type WebEnv = {
  /** The origin that they open, when it is not this machine's own address: `https://keepwatch.example.com`. */
  publicUrl?: string;
  /** Whether that origin is https. TLS itself ends in front of us. */
  isSecure: boolean;
  /** Whose word on a client's address counts: addresses, CIDR ranges, and the names that @fastify/proxy-addr knows. */
  trustedProxies: string[];
  /** Of one person. */
  requestsPerMinute: number;
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
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, "must be an address or a name of this machine alone: no scheme, no port, no brackets")
    .default("127.0.0.1"),
  PORT: Port.default(3000),
  KEEPWATCH_URL: z
    .string()
    .refine(isOrigin, "must be the address that people open and nothing after it, like https://keepwatch.example.com")
    .transform((url) => new URL(url).origin)
    .refine(isSafeOrigin, "must be https://, for passwords cross the network; http:// is for this machine alone")
    .optional(),
  KEEPWATCH_TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((list) => list.split(",").map((entry) => entry.trim()))
    .transform((entries) => entries.filter(Boolean))
    .refine(areProxies, "must be addresses or CIDR ranges, with commas between, or loopback, linklocal or uniquelocal"),
  KEEPWATCH_REQUESTS_PER_MINUTE: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(60, "must be 60 or more, for an open page alone asks every few seconds")
    .default(600),
  ENGINE_PORT: Port.default(3001),
  ENGINE_API_KEY: z.string().optional(),
  KEEPWATCH_DATA_DIR: z
    .string()
    .default(".keepwatch")
    .transform((folder) => resolve(folder)),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" }).optional(),
  BROWSERBASE_API_KEY: z.string().optional(),
  BROWSERBASE_PROJECT_ID: z.string().optional(),
  KEEPWATCH_UPSTREAM_REQUESTS_PER_MINUTE: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    // A list may cost two, and after acts of people as many are saved up for the next: 9.6 seconds' worth, of 45 a minute.
    .min(45, "must be 45 or more, for a picture that is 10 seconds old is called stale")
    .optional(),
  KEEPWATCH_UPSTREAM_INTERVAL_SECONDS: z.coerce
    .number("must be a number")
    .min(0.5, "must be 0.5 or more")
    .max(5, "must be 5 or less, for a picture that is 10 seconds old is called stale")
    .optional(),
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
  const web = toWeb(variables);
  if (upstream.kind === "engine" && variables.PORT === variables.ENGINE_PORT) {
    throw new StartupError(`PORT and ENGINE_PORT are both ${variables.PORT}; set one of them to another port.`);
  }
  return {
    host: variables.HOST,
    port: variables.PORT,
    enginePort: variables.ENGINE_PORT,
    dataFolder: variables.KEEPWATCH_DATA_DIR,
    logLevel: variables.LOG_LEVEL,
    web,
    upstream,
    feed: {
      requestsPerMinute: variables.KEEPWATCH_UPSTREAM_REQUESTS_PER_MINUTE,
      intervalSeconds: variables.KEEPWATCH_UPSTREAM_INTERVAL_SECONDS,
    },
    database: variables.DATABASE_URL
      ? { kind: "postgres", url: variables.DATABASE_URL }
      : { kind: "embedded", folder: join(variables.KEEPWATCH_DATA_DIR, "db") },
    admin: toAdmin(variables),
    oidc: toOidcEnv(variables),
  };
}

/** Where this machine reaches the console. The addresses that mean all of a machine's are not for opening. */
export function localOrigin({ host, port }: Pick<Env, "host" | "port">): string {
  if (host === "0.0.0.0") return `http://127.0.0.1:${port}`;
  if (host === "::") return `http://[::1]:${port}`;
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

function toWeb(variables: z.infer<typeof Variables>): WebEnv {
  const publicUrl = variables.KEEPWATCH_URL;
  if (!isLoopback(variables.HOST) && !publicUrl) {
    throw new StartupError(
      "HOST lets others reach Keepwatch, and that takes TLS in front of it: set KEEPWATCH_URL=https://… to the address" +
        " that people open, and KEEPWATCH_TRUSTED_PROXIES to the address of the proxy that ends TLS; the README shows how.",
    );
  }
  return {
    publicUrl,
    isSecure: publicUrl?.startsWith("https:") ?? false,
    trustedProxies: variables.KEEPWATCH_TRUSTED_PROXIES,
    requestsPerMinute: variables.KEEPWATCH_REQUESTS_PER_MINUTE,
  };
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

/** Whether only this machine can reach a server that listens there. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A path would be ignored, and a user or a query can only be a mistake. */
function isOrigin(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, origin, href } = new URL(url);
  return (protocol === "https:" || protocol === "http:") && href === `${origin}/`;
}

function isSafeOrigin(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === "https:" || isLoopback(hostname.replace(/^\[|\]$/g, ""));
}

function areProxies(entries: string[]): boolean {
  try {
    compile(entries);
    return true;
  } catch {
    return false;
  }
}
