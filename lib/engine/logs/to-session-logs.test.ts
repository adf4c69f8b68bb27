import { expect, test } from "@playwright/test";
import { toSessionLogs } from "./to-session-logs";
import type { TrafficMessage } from "./traffic-log";

const source = { pageIds: new Map([["CDP1", 1]]) };

function message(from: "client" | "browser", timestamp: number, text: object): TrafficMessage {
  return { from, timestamp, source, head: JSON.stringify(text), tail: "" };
}

test("a command carries its answer, and an event its params, on the page they belong to", () => {
  const command = { id: 7, method: "Page.navigate", params: { url: "about:blank" }, sessionId: "CDP1" };
  const event = { method: "Page.frameNavigated", params: { frameId: "F1", loaderId: "L1" }, sessionId: "CDP1" };
  const answer = { id: 7, result: { frameId: "F1" }, sessionId: "CDP1" };
  const logs = toSessionLogs(
    [message("client", 100, command), message("browser", 110, event), message("browser", 120, answer)],
    "s1",
  );
  expect(logs).toEqual([
    {
      method: "Page.navigate",
      pageId: 1,
      sessionId: "s1",
      timestamp: 100,
      request: { timestamp: 100, params: command.params, rawBody: JSON.stringify(command) },
      response: { timestamp: 120, result: answer.result, rawBody: JSON.stringify(answer) },
    },
    {
      method: "Page.frameNavigated",
      pageId: 1,
      sessionId: "s1",
      timestamp: 110,
      frameId: "F1",
      loaderId: "L1",
      response: { timestamp: 110, result: event.params, rawBody: JSON.stringify(event) },
    },
  ]);
});

test("a command that fails has its error for a result", () => {
  const error = { code: -32_601, message: "not found" };
  const [log] = toSessionLogs(
    [message("client", 100, { id: 1, method: "No.such" }), message("browser", 101, { id: 1, error })],
    "s1",
  );
  expect(log).toMatchObject({ request: { params: {} }, response: { result: { error } } });
});

test("equal ids of two clients, or of two CDP sessions, are not confused", () => {
  const other = { pageIds: new Map<string, number>() };
  const logs = toSessionLogs(
    [
      message("client", 1, { id: 1, method: "A.first" }),
      message("client", 2, { id: 1, method: "B.second", sessionId: "CDP1" }),
      { ...message("client", 3, { id: 1, method: "C.third" }), source: other },
      { ...message("browser", 4, { id: 1, result: { of: "C" } }), source: other },
      message("browser", 5, { id: 1, result: { of: "B" }, sessionId: "CDP1" }),
      message("browser", 6, { id: 1, result: { of: "A" } }),
    ],
    "s1",
  );
  expect(logs.map(({ method, response }) => [method, response?.result])).toEqual([
    ["A.first", { of: "A" }],
    ["B.second", { of: "B" }],
    ["C.third", { of: "C" }],
  ]);
});

test("messages that were cut are paired by what is left of them, whichever client wrote them", () => {
  const cut = (from: "client" | "browser", head: string, tail: string) => ({ from, timestamp: 1, source, head, tail });
  const logs = toSessionLogs(
    [
      cut("client", '{"id":1,"method":"Input.insertText","params":{"text":"aaa', 'aaa"},"sessionId":"CDP1"}'),
      cut("client", '{"method":"Page.addScript","params":{"source":"bbb', 'bbb"},"id":2,"sessionId":"CDP1"}'),
      cut("browser", '{"id":1,"result":{"data":"ccc', 'ccc"},"sessionId":"CDP1"}'),
      message("browser", 2, { id: 2, result: {}, sessionId: "CDP1" }),
    ],
    "s1",
  );
  expect(logs).toMatchObject([
    { method: "Input.insertText", pageId: 1, request: { params: {} }, response: { result: {} } },
    { method: "Page.addScript", pageId: 1, request: { params: {} }, response: { result: {} } },
  ]);
  expect(logs[0]?.response?.rawBody).toBe('{"id":1,"result":{"data":"ccc…ccc"},"sessionId":"CDP1"}');
});

test("an answer without its command, and what is no CDP at all, are left out", () => {
  const nonsense: TrafficMessage = { from: "client", timestamp: 1, source, head: "[not json", tail: "" };
  expect(toSessionLogs([message("browser", 1, { id: 9, result: {} }), nonsense], "s1")).toEqual([]);
});
