import { expect, test } from "@playwright/test";
import { missingSessionId } from "./missing-session-id";
import { session } from "./testing/session";

const ID = "0d3f2a1b-7c4e-4f5a-9b6d-1234567890ab";

const CASES: [title: string, text: string, id: string | undefined][] = [
  ["a whole id", ID, ID],
  ["a short id", ` ${ID.slice(0, 8).toUpperCase()} `, ID.slice(0, 8)],
  ["fewer characters than a short id has", ID.slice(0, 7), undefined],
  ["words", "invoices of ada", undefined],
  ["nothing", "", undefined],
];
for (const [title, text, id] of CASES) {
  test(`whoever searches for ${title} ${id ? "and finds none is told that it may have ended" : "searches for no id"}`, () => {
    expect(missingSessionId(text, [session("other")])).toBe(id);
  });
}

test("a session that only another filter hides is not missing", () => {
  expect(missingSessionId(ID.slice(0, 8), [session(ID)])).toBeUndefined();
});
