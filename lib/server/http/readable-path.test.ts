import { expect, test } from "@playwright/test";
import { readablePath } from "./readable-path";

const cases: [asked: string, served: string][] = [
  ["/", "/"],
  ["/api/sessions?q=%ff", "/api/sessions?q=%ff"],
  ["/api/people/%C3%A9/role", "/api/people/%C3%A9/role"],
  ["/api/people/%ff/role?x=1", "/api/not-readable"],
  ["/api/people/%ED%A0%80/role", "/api/not-readable"],
  ["/%E0%A4%A", "/not-readable"],
  ["/%", "/not-readable"],
];
for (const [asked, served] of cases) {
  test(`${asked} is served as ${served}`, () => {
    expect(readablePath(asked)).toBe(served);
  });
}
