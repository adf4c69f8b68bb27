import { expect, test } from "@playwright/test";
import { CdpCalls } from "./cdp-calls";

test("a listener that throws is told of, and keeps an event from no other, nor an answer from who waits for it", async () => {
  const [written, heard, failures]: [string[], string[], unknown[]] = [[], [], []];
  const calls = new CdpCalls({
    write: (message) => written.push(message),
    onFailure: (error) => failures.push(error),
  });
  calls.onEvent(({ method }) => {
    throw new Error(method);
  });
  calls.onEvent(({ method }) => heard.push(method));
  const answer = calls.send("Browser.getVersion");
  calls.take('{"method":"Page.loadEventFired","params":{}}');
  calls.take('{"id":1,"result":{"is":"heard"}}');
  expect(await answer).toEqual({ is: "heard" });
  expect(heard).toEqual(["Page.loadEventFired"]);
  expect(failures).toEqual([new Error("Page.loadEventFired")]);
  expect(written).toHaveLength(1);
});
