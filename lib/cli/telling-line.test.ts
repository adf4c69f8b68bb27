import { expect, test } from "@playwright/test";
import { tellingLine } from "./telling-line";

const NOISE = "[12:34:0101/120000.123456:ERROR:dbus/bus.cc:408] Failed to connect to the bus";

const CASES: [title: string, lines: string[], told: string | undefined][] = [
  [
    "no sandbox",
    [NOISE, "[12:12:0101/120000.1:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! If you are on", "#0 0x55"],
    "No usable sandbox! If you are on",
  ],
  [
    "the stub of a snap",
    ["", "Command '/usr/bin/chromium-browser' requires the chromium snap"],
    "Command '/usr/bin/chromium-browser' requires the chromium snap",
  ],
  [
    "a library that lacks",
    [NOISE, "chrome: error while loading shared libraries: libnss3.so"],
    "chrome: error while loading shared libraries: libnss3.so",
  ],
  ["noise alone", [NOISE], "Failed to connect to the bus"],
  ["nothing", ["", " "], undefined],
];

for (const [title, lines, told] of CASES) {
  test(`${title} is told`, () => {
    expect(tellingLine(lines)).toBe(told);
  });
}
