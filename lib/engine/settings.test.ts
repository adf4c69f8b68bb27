import { expect, test } from "@playwright/test";
import { StartupError } from "@/lib/process/startup-error";
import { readSettings } from "./settings";

const CHROMIUM_PATH = process.execPath;

test("only a browser need be named", () => {
  expect(readSettings({ CHROMIUM_PATH })).toEqual({
    chromiumPath: CHROMIUM_PATH,
    fullChromiumPath: CHROMIUM_PATH,
    chromedriverPath: undefined,
    port: 3001,
    apiKey: undefined,
    concurrency: 10,
    dataDir: `${process.cwd()}/.keepwatch/engine`,
    uploadsDir: "/tmp/.uploads",
    defaultTimeoutSeconds: 900,
    createsPerMinute: undefined,
    isKeepAliveAllowed: true,
    maxTimeoutSeconds: 21_600,
    connectWithinSeconds: 300,
    commandWithinSeconds: 600,
    warmPool: "adaptive",
    recordingsMegabytes: 512,
    adFilterPaths: [],
    logLevel: "info",
  });
});

const BAD = [
  ["CHROMIUM_PATH", ""],
  ["CHROMIUM_PATH", "/nonexistent/chromium"],
  ["CHROMIUM_FULL_PATH", "/nonexistent/chromium"],
  ["CHROMEDRIVER_PATH", "/nonexistent/chromedriver"],
  ["ENGINE_PORT", "65536"],
  ["ENGINE_PORT", "http"],
  ["ENGINE_CONCURRENCY", "0"],
  ["ENGINE_CONCURRENCY", "2.5"],
  ["ENGINE_DEFAULT_TIMEOUT", "59"],
  ["ENGINE_DEFAULT_TIMEOUT", "21601"],
  ["ENGINE_CREATES_PER_MINUTE", "0"],
  ["ENGINE_KEEP_ALIVE", "no"],
  ["ENGINE_MAX_TIMEOUT", "59"],
  ["ENGINE_CONNECT_WITHIN", "0"],
  ["ENGINE_COMMAND_WITHIN", "forever"],
  ["ENGINE_WARM_POOL", "0"],
  ["ENGINE_WARM_POOL", "on"],
  ["ENGINE_RECORDINGS_MB", "-1"],
  ["ENGINE_AD_FILTERS", "/nonexistent/easylist.txt"],
  ["LOG_LEVEL", "loud"],
] as const;

for (const [name, value] of BAD) {
  test(`${name}=${value} is refused by name`, () => {
    const read = () => readSettings({ CHROMIUM_PATH, [name]: value });
    expect(read).toThrow(StartupError);
    expect(read).toThrow(name);
  });
}
