import { resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { freshness } from "@/lib/domain/freshness";
import { readEnv } from "./env";
import { BROWSERBASE_PACE, ENGINE_PACE, withWishes } from "./feed/feed-pace";
import { FakeSchedule } from "./feed/testing/fake-schedule";
import { FakeUpstream } from "./feed/testing/fake-upstream";
import { testFeed } from "./feed/testing/test-feed";

test("nothing set gives a loopback console on the embedded engine and database", () => {
  expect(readEnv({})).toEqual({
    host: "127.0.0.1",
    port: 3000,
    enginePort: 3001,
    feed: {},
    dataFolder: resolve(".keepwatch"),
    logLevel: "info",
    web: { publicUrl: undefined, isSecure: false, trustedProxies: [], requestsPerMinute: 600 },
    upstream: {
      kind: "engine",
      url: "http://127.0.0.1:3001",
      apiKey: undefined,
      apiKeyFile: resolve(".keepwatch/engine/api-key"),
    },
    database: { kind: "embedded", folder: resolve(".keepwatch/db") },
  });
});

test("an empty variable counts as not set", () => {
  expect(readEnv({ PORT: "", DATABASE_URL: "", BROWSERBASE_API_KEY: " ", HOST: "" })).toEqual(readEnv({}));
});

test("a Browserbase key makes Browserbase the upstream", () => {
  const env = readEnv({ BROWSERBASE_API_KEY: "bb_live_x", BROWSERBASE_PROJECT_ID: "p" });
  expect(env.upstream).toEqual({ kind: "browserbase", apiKey: "bb_live_x", projectId: "p", baseUrl: undefined });
});

test("what scripts export for the engine is still the engine", () => {
  const exported = { BROWSERBASE_API_KEY: "bb_engine_x", BROWSERBASE_BASE_URL: "http://127.0.0.1:3001" };
  expect(readEnv(exported)).toEqual(readEnv({}));
});

test("the engine of another Keepwatch is an upstream like Browserbase", () => {
  const exported = { BROWSERBASE_API_KEY: "bb_engine_x", BROWSERBASE_BASE_URL: "http://127.0.0.1:4001" };
  expect(readEnv(exported).upstream).toMatchObject({ kind: "browserbase", baseUrl: "http://127.0.0.1:4001" });
});

for (const url of ["postgres://user:pw@db/keepwatch", "postgresql:///keepwatch?host=/run/postgresql"]) {
  test(`${url} is a Postgres database`, () => {
    expect(readEnv({ DATABASE_URL: url }).database).toEqual({ kind: "postgres", url });
  });
}

for (const host of ["localhost", "::1", "127.0.0.1", "127.1.2.3"]) {
  test(`HOST ${host} is loopback`, () => {
    expect(readEnv({ HOST: host }).host).toBe(host);
  });
}

test("others reach a console that has TLS in front", () => {
  const env = readEnv({
    HOST: "0.0.0.0",
    KEEPWATCH_URL: "https://Keepwatch.example.com:443/",
    KEEPWATCH_TRUSTED_PROXIES: "10.0.0.7, 192.168.0.0/16,loopback",
    KEEPWATCH_REQUESTS_PER_MINUTE: "900",
  });
  expect(env.host).toBe("0.0.0.0");
  expect(env.web).toEqual({
    publicUrl: "https://keepwatch.example.com",
    isSecure: true,
    trustedProxies: ["10.0.0.7", "192.168.0.0/16", "loopback"],
    requestsPerMinute: 900,
  });
});

for (const url of ["http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"]) {
  test(`a container whose port is published as ${url} needs no TLS`, () => {
    const { publicUrl, isSecure } = readEnv({ HOST: "::", KEEPWATCH_URL: url }).web;
    expect({ publicUrl, isSecure }).toEqual({ publicUrl: url, isSecure: false });
  });
}

const refused: [NodeJS.Dict<string>, RegExp][] = [
  [{ HOST: "0.0.0.0" }, /^HOST lets others .* KEEPWATCH_URL=https:.* KEEPWATCH_TRUSTED_PROXIES to the address of the/],
  [{ HOST: "127.0.0.1.example.com" }, /^HOST lets others reach/],
  [{ HOST: "http://127.0.0.1" }, /^HOST must be an address or a name/],
  [{ HOST: "0.0.0.0", KEEPWATCH_URL: "http://keepwatch.example.com" }, /^KEEPWATCH_URL must be https:/],
  [{ KEEPWATCH_URL: "http://keepwatch.example.com" }, /^KEEPWATCH_URL must be https:/],
  [{ KEEPWATCH_URL: "https://keepwatch.example.com/console" }, /^KEEPWATCH_URL must be the address that people open/],
  [{ KEEPWATCH_URL: "https://me:hush@keepwatch.example.com" }, /^KEEPWATCH_URL must be the address that people open/],
  [{ KEEPWATCH_URL: "keepwatch.example.com" }, /^KEEPWATCH_URL must be the address that people open/],
  [{ KEEPWATCH_URL: "ftp://keepwatch.example.com" }, /^KEEPWATCH_URL must be the address that people open/],
  [{ KEEPWATCH_TRUSTED_PROXIES: "10.0.0.0/99" }, /^KEEPWATCH_TRUSTED_PROXIES must be addresses/],
  [{ KEEPWATCH_TRUSTED_PROXIES: "proxy.internal" }, /^KEEPWATCH_TRUSTED_PROXIES must be addresses/],
  [{ KEEPWATCH_TRUSTED_PROXIES: "0.0.0.0/0" }, /^KEEPWATCH_TRUSTED_PROXIES must be addresses/],
  [{ KEEPWATCH_REQUESTS_PER_MINUTE: "10" }, /^KEEPWATCH_REQUESTS_PER_MINUTE must be 60 or more/],
  [{ KEEPWATCH_UPSTREAM_REQUESTS_PER_MINUTE: "5" }, /^KEEPWATCH_UPSTREAM_REQUESTS_PER_MINUTE must be 45 or more/],
  [{ KEEPWATCH_UPSTREAM_INTERVAL_SECONDS: "0" }, /^KEEPWATCH_UPSTREAM_INTERVAL_SECONDS must be 0.5 or more/],
  [{ KEEPWATCH_UPSTREAM_INTERVAL_SECONDS: "30" }, /^KEEPWATCH_UPSTREAM_INTERVAL_SECONDS must be 5 or less/],
  [{ PORT: "http" }, /^PORT must be a number\.$/],
  [{ PORT: "0" }, /^PORT must be 1 or more\.$/],
  [{ PORT: "65536" }, /^PORT must be 65535 or less\.$/],
  [{ PORT: "4000", ENGINE_PORT: "4000" }, /^PORT and ENGINE_PORT are both 4000/],
  [{ DATABASE_URL: "mysql://root:secret@db" }, /^DATABASE_URL must be a postgres:\/\/ address\.$/],
  [{ BROWSERBASE_BASE_URL: "api.browserbase.com" }, /^BROWSERBASE_BASE_URL must be an http/],
  [{ BROWSERBASE_API_KEY: "bb_engine_x" }, /^BROWSERBASE_API_KEY is a key of the embedded engine, .*; unset it/],
  [{ LOG_LEVEL: "loud" }, /^LOG_LEVEL must be one of/],
  [{ PORT: "x", LOG_LEVEL: "loud" }, /^PORT must be a number; LOG_LEVEL must be one of/],
];
for (const [source, message] of refused) {
  test(`${JSON.stringify(source)} is refused by name`, () => {
    expect(() => readEnv(source)).toThrow(message);
  });
}

function isAllowed(requestsPerMinute: number): boolean {
  try {
    return readEnv({ KEEPWATCH_UPSTREAM_REQUESTS_PER_MINUTE: `${requestsPerMinute}` }) !== undefined;
  } catch {
    return false;
  }
}

for (const [name, own] of Object.entries({ Browserbase: BROWSERBASE_PACE, "the engine": ENGINE_PACE })) {
  test(`on ${name} no number of requests that is allowed makes the picture stale, also just after acts of people`, async () => {
    test.setTimeout(60_000);
    const stale: number[] = [];
    for (const requestsPerMinute of Array.from({ length: 250 }, (_, index) => index).filter(isAllowed)) {
      const clock = new FakeSchedule();
      const pace = withWishes(own, { requestsPerMinute, intervalSeconds: 5 });
      const upstream = new FakeUpstream();
      const feed = testFeed({ upstream, pace, now: () => clock.now, random: () => 1, schedule: clock.schedule });
      await feed.watch({ encoding: "identity" });
      for (let second = 1; second <= 120; second += 1) {
        // Two acts in a row take all that is left of a burst.
        if (second % 40 < 2) feed.expire();
        await clock.pass(1_000);
        const { now, asOf } = feed.look();
        if (freshness(asOf, false, now).state !== "live") stale.push(requestsPerMinute);
      }
    }
    expect([...new Set(stale)]).toEqual([]);
  });
}
