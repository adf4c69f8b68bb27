import { expect, test } from "@playwright/test";
import { guardHost, guardRequest } from "./guard-request";

const PUBLIC = "https://keepwatch.example.com";

const hosts: [host: string, publicUrl: string | undefined, isOwn: boolean][] = [
  ["127.0.0.1:3000", undefined, true],
  ["127.0.0.1:3000", PUBLIC, true],
  ["keepwatch.example.com", PUBLIC, true],
  ["KEEPWATCH.example.com:443", PUBLIC, true],
  ["keepwatch.example.com", undefined, false],
  ["keepwatch.example.com:80", PUBLIC, false],
  ["keepwatch.example.com:8443", `${PUBLIC}:8443`, true],
  ["keepwatch.example.com", `${PUBLIC}:8443`, false],
  ["evil.example", PUBLIC, false],
  ["keepwatch.example.com.evil.example", PUBLIC, false],
  ["me@keepwatch.example.com", PUBLIC, false],
  ["keepwatch.example.com/path", PUBLIC, false],
  ["keepwatch.example.com#evil.example", PUBLIC, false],
  ["", PUBLIC, false],
];
for (const [host, publicUrl, isOwn] of hosts) {
  test(`host ${host} is ${isOwn ? "answered" : "refused"} by a console at ${publicUrl ?? "no other address"}`, () => {
    const guard = () => guardHost(post({ host }), { publicUrl });
    if (isOwn) guard();
    else expect(guard).toThrow(`open it as ${publicUrl ?? "localhost or 127.0.0.1"}.`);
  });
}

const changes: [host: string, origin: string, isOwn: boolean][] = [
  ["keepwatch.example.com", PUBLIC, true],
  // A proxy on the same machine that does not pass on the Host.
  ["127.0.0.1:3000", PUBLIC, true],
  ["127.0.0.1:3000", "http://127.0.0.1:3000", true],
  ["127.0.0.1:80", "http://127.0.0.1", true],
  ["keepwatch.example.com", "http://keepwatch.example.com", false],
  ["keepwatch.example.com", "http://127.0.0.1:3000", false],
  ["keepwatch.example.com", `${PUBLIC}:8443`, false],
  ["127.0.0.1:3000", "https://127.0.0.1:3000", false],
  ["127.0.0.1:3000", "http://localhost:3000", false],
  ["127.0.0.1:3000", "https://evil.example", false],
  ["127.0.0.1:3000", "null", false],
];
for (const [host, origin, isOwn] of changes) {
  test(`a change from ${origin} to ${host} is ${isOwn ? "let through" : "refused"}`, () => {
    const guard = () => guardRequest(post({ host, origin }), { publicUrl: PUBLIC });
    if (isOwn) guard();
    else expect(guard).toThrow("This request comes from another site");
  });
}

const reads: [site: string, fromElsewhere: boolean, isLetThrough: boolean][] = [
  ["same-origin", false, true],
  ["none", false, true],
  ["same-site", false, false],
  ["cross-site", false, false],
  ["cross-site", true, true],
];
for (const [site, fromElsewhere, isLetThrough] of reads) {
  const route = fromElsewhere ? "where links lead to" : "for our own pages";
  test(`a ${site} read of a route ${route} is ${isLetThrough ? "let through" : "refused"}`, () => {
    const request = new Request("http://127.0.0.1:3000/", { headers: { host: "127.0.0.1", "sec-fetch-site": site } });
    const guard = () => guardRequest(request, { fromElsewhere });
    if (isLetThrough) guard();
    else expect(guard).toThrow("This request comes from another site");
  });
}

function post(headers: Record<string, string>): Request {
  const all = { "content-type": "application/json", ...headers };
  return new Request("http://127.0.0.1:3000/", { method: "POST", headers: all, body: "{}" });
}
