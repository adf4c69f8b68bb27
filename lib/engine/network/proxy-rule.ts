import { createContext, Script } from "node:vm";
import { invalidField } from "../http/invalid-field";

/** Which way requests to some hosts take: over another's proxy, or (without one) straight. */
export type ProxyRule = {
  /** Absent: all hosts. */
  hosts?: RegExp;
  upstreamUrl?: string;
};

/** A proxy as the API has it. */
export type ProxyConfig =
  | { type: "browserbase"; domainPattern?: string }
  | { type: "external"; server: string; domainPattern?: string; username?: string; password?: string }
  | { type: "none"; domainPattern?: string };

/** What proxies of these schemes the engine can chain to. */
const SCHEMES = ["http:", "https:", "socks:", "socks4:", "socks5:"];
/** As in Chromium a SOCKS5 proxy is told the name; the library would look some up by itself, unless it is called so. */
const RESOLVING_NAMES: Readonly<Record<string, string>> = { "socks4:": "socks4a:", "socks5:": "socks5h:" };
/** URLs know the usual ports of HTTP and HTTPS only. */
const SOCKS_PORT = "1080";
/** Hosts have no more characters, and a pattern needs hardly more than the longest host. */
const MAX_PATTERN_CHARACTERS = 256;
const PATTERN_DEADLINE_MS = 50;

export function toProxyRule(config: ProxyConfig, index: number): ProxyRule {
  const field = `body/proxies/${index}`;
  const hosts = config.domainPattern === undefined ? undefined : toPattern(config.domainPattern, field);
  // Browserbase's own proxies do not exist here; what would take them goes straight.
  return config.type === "external" ? { hosts, upstreamUrl: toUpstreamUrl(config, field) } : { hosts };
}

/** The first rule that fits decides, and without one the request goes straight. */
export function findUpstreamUrl(rules: readonly ProxyRule[], hostname: string): string | undefined {
  return rules.find(({ hosts }) => hosts === undefined || fits(hosts, hostname))?.upstreamUrl;
}

const TEST = new Script("pattern.test(hostname)");
const testing: { pattern?: RegExp; hostname?: string } = createContext({});
/** They took too long once, and are not tried again. */
const hopeless = new WeakSet<RegExp>();

/** A pattern may take for ever on a host that a page has chosen for it, and all sessions would wait meanwhile. */
function fits(pattern: RegExp, hostname: string): boolean {
  if (hopeless.has(pattern)) return false;
  Object.assign(testing, { pattern, hostname });
  try {
    return Boolean(TEST.runInContext(testing, { timeout: PATTERN_DEADLINE_MS }));
  } catch {
    hopeless.add(pattern);
    return false;
  }
}

/** Browserbase's patterns are regular expressions that may fit any part of the host, as `wikipedia\.org`. */
function toPattern(text: string, field: string): RegExp {
  if (text.length > MAX_PATTERN_CHARACTERS) {
    throw invalidField(`${field}/domainPattern`, `must NOT have more than ${MAX_PATTERN_CHARACTERS} characters`);
  }
  try {
    return new RegExp(text, "i");
  } catch {
    throw invalidField(`${field}/domainPattern`, "must be a regular expression");
  }
}

type ExternalProxy = Extract<ProxyConfig, { type: "external" }>;

function toUpstreamUrl({ server, username, password }: ExternalProxy, field: string): string {
  const text = server.includes("://") ? server : `http://${server}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname || !SCHEMES.includes(url.protocol)) {
    throw invalidField(`${field}/server`, "must be the URL of an HTTP, HTTPS or SOCKS proxy");
  }
  if (url.port === "" && url.protocol.startsWith("socks")) url.port = SOCKS_PORT;
  url.protocol = RESOLVING_NAMES[url.protocol] ?? url.protocol;
  if (username !== undefined) url.username = encodeURIComponent(username);
  if (password !== undefined) url.password = encodeURIComponent(password);
  return url.href;
}
