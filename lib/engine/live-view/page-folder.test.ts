import { expect, test } from "@playwright/test";
import { pageFolder } from "./page-folder";

test("the page's files are found from their sources, and from a bundle elsewhere in the checkout", () => {
  const bundle = new URL("../../../dist/engine.js", import.meta.url);
  expect(pageFolder(bundle.href).href).toBe(pageFolder().href);
  expect(() => pageFolder("file:///nowhere/engine.js")).toThrow("not there");
});
