import { expect, test } from "@playwright/test";
import { isLoopbackHost } from "./is-loopback-host";

for (const host of [
  "localhost",
  "localhost:3000",
  "127.0.0.1:3000",
  "127.1.2.3",
  "[::1]:3000",
  "keepwatch.localhost",
  "LOCALHOST",
  "localhost:80",
]) {
  test(`${host} is this machine`, () => {
    expect(isLoopbackHost(host)).toBe(true);
  });
}

for (const host of [
  null,
  "",
  "example.com",
  "127.0.0.1.example.com",
  "localhost.example.com",
  "evil.com#localhost",
  "user@evil.com",
  "10.0.0.1",
  "0.0.0.0",
  "[::2]",
  "a b",
  "evil@127.0.0.1",
  "localhost/x",
  "localhost?x",
  "127.1",
]) {
  test(`${host} is not`, () => {
    expect(isLoopbackHost(host)).toBe(false);
  });
}
