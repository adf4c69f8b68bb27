import { expect, test } from "@playwright/test";
import type { Session } from "./session";
import { otherMetadata, sessionName, sessionTitle } from "./session-title";
import { session } from "./testing/session";

const metadata = { task: "Collect invoices", team: "finance" };
const on = (title: string, host: string): Partial<Session> => ({
  activity: { checkedAt: 0, lastAt: null, page: { title, host } },
});

test("a session is known by its page, and its metadata stands beside it", () => {
  const named = session("a", { ...on("Payouts", "stripe.com"), userMetadata: metadata });
  expect(sessionTitle(named)).toBe("Payouts · stripe.com");
  expect(otherMetadata(named, null)).toEqual(["Collect invoices", "finance"]);
  expect(otherMetadata(named, "team")).toEqual(["Collect invoices"]);
});

test("on a blank page, or on none that is known, it is known by what its metadata says first", () => {
  for (const part of [on("about:blank", ""), {}]) {
    const named = session("a", { ...part, userMetadata: metadata });
    expect(sessionTitle(named)).toBe("Collect invoices");
    expect(otherMetadata(named, null)).toEqual(["finance"]);
  }
});

test("without either it has no title but that of the blank page", () => {
  expect(sessionTitle(session("a"))).toBeUndefined();
  expect(sessionTitle(session("a", on("about:blank", "")))).toBe("about:blank");
});

test("its name is the title with the short id, or that alone", () => {
  expect(sessionName(session("1a2b3c4d-5e6f", { userMetadata: metadata }))).toBe("Collect invoices · 1a2b3c4d");
  expect(sessionName(session("1a2b3c4d-5e6f"))).toBe("1a2b3c4d");
});
