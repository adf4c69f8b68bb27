import { expect, test } from "@playwright/test";
import { findUpstreamUrl, toProxyRule } from "./proxy-rule";

test("the first rule that fits a host decides, and where none fits it is reached straight", () => {
  const rules = [
    toProxyRule({ type: "none", domainPattern: "^cdn\\." }, 0),
    toProxyRule({ type: "external", server: "http://one:8080", domainPattern: "wikipedia\\.org" }, 1),
    toProxyRule({ type: "browserbase", domainPattern: "example\\.com" }, 2),
    toProxyRule(
      { type: "external", server: "two:3128", username: "a b", password: "p@ss:w/rd", domainPattern: "z" },
      3,
    ),
  ];
  expect(findUpstreamUrl(rules, "cdn.wikipedia.org")).toBeUndefined();
  expect(findUpstreamUrl(rules, "EN.Wikipedia.org")).toBe("http://one:8080/");
  expect(findUpstreamUrl(rules, "example.com")).toBeUndefined();
  expect(findUpstreamUrl(rules, "z.test")).toBe("http://a%20b:p%40ss%3Aw%2Frd@two:3128/");
  expect(findUpstreamUrl(rules, "other.test")).toBeUndefined();
});

test("a SOCKS proxy without a port listens at the usual one, and resolves names itself", () => {
  expect(toProxyRule({ type: "external", server: "socks5://one" }, 0).upstreamUrl).toBe("socks5h://one:1080");
  expect(toProxyRule({ type: "external", server: "socks5://one:9050" }, 0).upstreamUrl).toBe("socks5h://one:9050");
});

for (const server of ["", "http://", "ftp://host", "file:///etc/passwd", "a b"]) {
  test(`"${server}" is no proxy`, () => {
    expect(() => toProxyRule({ type: "external", server }, 2)).toThrow("body/proxies/2/server must be the URL");
  });
}

test("a pattern that is none is refused", () => {
  expect(() => toProxyRule({ type: "none", domainPattern: "(" }, 0)).toThrow("must be a regular expression");
  expect(() => toProxyRule({ type: "none", domainPattern: "x".repeat(257) }, 0)).toThrow("more than 256 characters");
});

test("a pattern that would take for ever on a host is given up, and the next rule decides", () => {
  const rules = [
    toProxyRule({ type: "external", server: "http://one:8080", domainPattern: "^(a+)+$" }, 0),
    toProxyRule({ type: "external", server: "http://two:8080" }, 1),
  ];
  expect(findUpstreamUrl(rules, "aaa")).toBe("http://one:8080/");
  expect(findUpstreamUrl(rules, `${"a".repeat(40)}.test`)).toBe("http://two:8080/");
  // Not even where it would be quick: a page that names a host after the other would hold all up.
  expect(findUpstreamUrl(rules, "aaa")).toBe("http://two:8080/");
});
