import { expect, test } from "@playwright/test";
import { type LifecycleEvent, type LifecycleState, transition } from "./lifecycle";

const starting: LifecycleState = { phase: "starting" };
const idle: LifecycleState = { phase: "running", clients: 0 };
const connected: LifecycleState = { phase: "running", clients: 1 };
const shared: LifecycleState = { phase: "running", clients: 2 };
const completed: LifecycleState = { phase: "ending", outcome: "COMPLETED" };
const timedOut: LifecycleState = { phase: "ending", outcome: "TIMED_OUT" };
const failed: LifecycleState = { phase: "ending", outcome: "ERROR" };

const EVENTS: readonly LifecycleEvent[] = [
  { type: "browser-ready" },
  { type: "browser-failed" },
  { type: "browser-exited", clean: true },
  { type: "browser-exited", clean: false },
  { type: "browser-gone" },
  { type: "client-connected" },
  { type: "client-disconnected" },
  { type: "release-requested" },
  { type: "timeout-reached" },
  { type: "nobody-connected" },
];

type Case = [title: string, keepAlive: boolean, from: LifecycleState, event: LifecycleEvent, to: LifecycleState];

const CASES: readonly Case[] = [
  ["a browser that answers makes the session run", false, starting, { type: "browser-ready" }, idle],
  ["a browser that does not start is an error", false, starting, { type: "browser-failed" }, failed],
  [
    "a browser that exits while it starts is an error",
    false,
    starting,
    { type: "browser-exited", clean: true },
    failed,
  ],
  ["a session may be released while it starts", false, starting, { type: "release-requested" }, completed],
  ["a session may expire while it starts", false, starting, { type: "timeout-reached" }, timedOut],
  ["a client joins", false, idle, { type: "client-connected" }, connected],
  ["a second client joins", false, connected, { type: "client-connected" }, shared],
  ["one of two leaves", false, shared, { type: "client-disconnected" }, connected],
  ["the last client's leaving completes the session", false, connected, { type: "client-disconnected" }, completed],
  ["with keepAlive it does not", true, connected, { type: "client-disconnected" }, idle],
  ["Browser.close completes it", true, connected, { type: "browser-exited", clean: true }, completed],
  ["a crash is an error", true, connected, { type: "browser-exited", clean: false }, failed],
  ["release completes it, connected or not", true, shared, { type: "release-requested" }, completed],
  ["nobody's connecting in time completes it", false, idle, { type: "nobody-connected" }, completed],
  ["with keepAlive it does not need anybody", true, idle, { type: "nobody-connected" }, idle],
  ["somebody who is connected keeps it", false, connected, { type: "nobody-connected" }, connected],
  ["the timeout ends it, connected or not", true, shared, { type: "timeout-reached" }, timedOut],
];

for (const [title, keepAlive, from, event, to] of CASES) {
  test(title, () => {
    expect(transition(from, event, keepAlive).state).toEqual(to);
  });
}

for (const ending of [completed, timedOut, failed]) {
  test(`what ends as ${JSON.stringify(ending)} stays so, whatever follows`, () => {
    for (const event of EVENTS) {
      const next = transition(ending, event, false);
      const phase = event.type === "browser-gone" ? "ended" : "ending";
      expect(next.state).toEqual({ ...ending, phase });
      expect(next.effects).toEqual(event.type === "browser-gone" ? ["record"] : []);
      expect(transition({ ...ending, phase: "ended" }, event, false)).toEqual({
        state: { ...ending, phase: "ended" },
        effects: [],
      });
    }
  });
}

test("every way into the end stops the timers, disconnects the clients and ends the browser, once", () => {
  for (const from of [starting, idle, connected, shared]) {
    for (const event of EVENTS) {
      const { state, effects } = transition(from, event, false);
      const expected = ["stop-timers", "disconnect-clients", "end-browser"];
      if (state.phase === "ending") expect(effects).toEqual(expected);
      else expect(effects).not.toContain("end-browser");
    }
  }
});
