import { once } from "node:events";
import { test as base, expect } from "@playwright/test";
import { splice } from "../connect/splice";
import { FakeClock } from "../testing/fake-clock";
import { frameHead, frameOf } from "../testing/frame-of";
import { heldBytes } from "../testing/held-bytes";
import { type Wire, Wires } from "../testing/wire";
import { TrafficLog } from "./traffic-log";
import { TrafficTap } from "./traffic-tap";

const test = base.extend<{ newWire: () => Promise<Wire> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  newWire: async ({}, use) => {
    const wires = new Wires();
    await use(() => wires.open());
    wires.close();
  },
});

const NO_BYTES = Buffer.alloc(0);
const message = (text: string) => frameOf(Buffer.from(text));

test("what passes is logged as it came: short messages whole, long ones cut, on the page they belong to", async ({
  newWire,
}) => {
  const log = new TrafficLog();
  const [client, browser] = [await newWire(), await newWire()];
  let commands = 0;
  const tap = new TrafficTap({ clock: new FakeClock(), log, onCommand: () => commands++ });
  void splice({ socket: client.near, head: NO_BYTES }, { socket: browser.near, head: message("head") }, tap);

  const long = `begin${"x".repeat(3_000)}end`;
  const mask = Buffer.from([1, 2, 3, 4]);
  browser.far.write(Buffer.concat([message("before"), message(long), message("after")]));
  client.far.write(Buffer.concat([frameOf(Buffer.from("command"), { mask }), frameOf(NO_BYTES, { opcode: 9, mask })]));
  await expect.poll(() => log.messages()).toHaveLength(5);

  const logged = log.messages().map(({ from, head, tail }) => [from, head, tail]);
  expect(logged.filter(([from]) => from === "browser")).toEqual([
    ["browser", "head", ""],
    ["browser", "before", ""],
    ["browser", long.slice(0, 2_048), long.slice(-128)],
    ["browser", "after", ""],
  ]);
  expect(logged.filter(([from]) => from === "client")).toEqual([["client", "command", ""]]);
  expect(commands).toBe(1);
});

for (const isLogged of [true, false]) {
  test(`a message of 100 MB passes without being held, logging ${isLogged ? "on" : "off"}`, async ({ newWire }) => {
    const log = isLogged ? new TrafficLog() : undefined;
    const [client, browser] = [await newWire(), await newWire()];
    const tap = new TrafficTap({ clock: new FakeClock(), log, onCommand: () => undefined });
    void splice({ socket: client.near, head: NO_BYTES }, { socket: browser.near, head: NO_BYTES }, tap);
    let arrivedBytes = 0;
    client.far.on("data", (chunk: Buffer) => {
      arrivedBytes += chunk.length;
    });

    const atRest = heldBytes();
    let most = 0;
    const piece = Buffer.alloc(1024 * 1024, "x");
    const head = frameHead(100 * piece.length);
    browser.far.write(head);
    for (let count = 0; count < 100; count++) {
      if (!browser.far.write(piece)) await once(browser.far, "drain");
      if (count % 10 === 9) most = Math.max(most, heldBytes());
    }
    await expect.poll(() => arrivedBytes).toBe(head.length + 100 * piece.length);
    // What V8 has yet to sweep is in it, and stays the same however long the message is.
    expect(most - atRest).toBeLessThan(50 * 1024 * 1024);
    if (log) expect(log.messages()).toMatchObject([{ head: "x".repeat(2_048), tail: "x".repeat(128) }]);
  });
}

test("after a malformed frame all passes still, the log stops, and every chunk counts as a command", async ({
  newWire,
}) => {
  const log = new TrafficLog();
  const [client, browser] = [await newWire(), await newWire()];
  let commands = 0;
  const tap = new TrafficTap({ clock: new FakeClock(), log, onCommand: () => commands++ });
  void splice({ socket: client.near, head: NO_BYTES }, { socket: browser.near, head: NO_BYTES }, tap);
  const arrived: Buffer[] = [];
  browser.far.on("data", (chunk) => arrived.push(chunk));
  const sent = Buffer.concat([message("before"), Buffer.from([0xff, 0]), message("after")]);
  client.far.write(sent);
  await expect.poll(() => Buffer.concat(arrived).equals(sent)).toBe(true);
  client.far.write("more");
  await expect.poll(() => commands).toBeGreaterThanOrEqual(2);
  expect(log.messages().map(({ head }) => head)).toEqual(["before"]);
});
