import { expect, test } from "@playwright/test";
import { toLocalPath } from "./to-local-path";

for (const path of ["/", "/settings", "/audit?who=a%40b.test&page=2"]) {
  test(`${path} is a path of this site`, () => {
    expect(toLocalPath(path)).toBe(path);
  });
}

for (const path of [
  "//evil.test",
  "/\\evil.test",
  "/\t/evil.test",
  "/.//evil.test",
  "https://evil.test/",
  "javascript:alert(1)",
  "",
]) {
  test(`${JSON.stringify(path)} leads to the first page`, () => {
    expect(toLocalPath(path)).toBe("/");
  });
}
