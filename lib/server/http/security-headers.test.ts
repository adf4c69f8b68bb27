import { expect, test } from "@playwright/test";
import type { UpstreamEnv } from "@/lib/server/env";
import { pagePolicy, securityHeaders } from "./security-headers";

const ENGINE: UpstreamEnv = { kind: "engine", url: "http://127.0.0.1:3001", apiKeyFile: "/nowhere" };
const page = { upstream: ENGINE, nonce: "abc", isSecure: false, isDevelopment: false };

test("scripts run by nonce only, and styles too", () => {
  const policy = pagePolicy(page);
  expect(directive(policy, "script-src")).toBe("'nonce-abc' 'strict-dynamic'");
  expect(directive(policy, "style-src")).toBe("'self' 'nonce-abc'");
  expect(directive(policy, "default-src")).toBe("'none'");
});

test("development alone evaluates, and takes styles without a nonce", () => {
  const policy = pagePolicy({ ...page, isDevelopment: true });
  expect(directive(policy, "script-src")).toBe("'nonce-abc' 'strict-dynamic' 'unsafe-eval'");
  expect(directive(policy, "style-src")).toBe("'self' 'unsafe-inline'");
});

const frames: [name: string, upstream: UpstreamEnv, sources: string][] = [
  ["the engine", ENGINE, "http://127.0.0.1:3001 http://localhost:3001"],
  ["Browserbase", { kind: "browserbase", apiKey: "k" }, "https://*.browserbase.com"],
  [
    "another Keepwatch's engine",
    { kind: "browserbase", apiKey: "k", baseUrl: "http://10.0.0.7:3001/v1" },
    "http://10.0.0.7:3001 https://*.browserbase.com",
  ],
];
for (const [name, upstream, sources] of frames) {
  test(`frames show the live view of ${name}`, () => {
    expect(directive(pagePolicy({ ...page, upstream }), "frame-src")).toBe(sources);
  });
}

test("only TLS makes it say that there is TLS", () => {
  expect(pagePolicy(page)).not.toContain("upgrade-insecure-requests");
  expect(securityHeaders({ isSecure: false })).not.toHaveProperty("strict-transport-security");
  expect(pagePolicy({ ...page, isSecure: true })).toContain("upgrade-insecure-requests");
  expect(securityHeaders({ isSecure: true })).toHaveProperty("strict-transport-security");
});

function directive(policy: string, name: string): string | undefined {
  const found = policy.split("; ").find((text) => text.startsWith(`${name} `));
  return found?.slice(name.length + 1);
}
