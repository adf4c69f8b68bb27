import { expect, test } from "@playwright/test";
import { isOwnedBy, type Owner, ownerOf } from "./owner";

const ADA: Owner = { kind: "person", id: "p1", name: "ada@example.com" };
const ME = { id: "p1", email: "ada@example.com" };

const owners: [what: string, session: Parameters<typeof ownerOf>[0], key: string | null, owner: Owner | undefined][] = [
  ["who created it", { owner: ADA, userMetadata: { owner: "bob" } }, "owner", ADA],
  ["whom its metadata names", { userMetadata: { owner: "bob" } }, "owner", { kind: "metadata", name: "bob" }],
  ["a nested name", { userMetadata: { team: { lead: "eve" } } }, "team.lead", { kind: "metadata", name: "eve" }],
  ["nobody when the admin named no key", { userMetadata: { owner: "bob" } }, null, undefined],
  ["nobody when metadata lacks the key", { userMetadata: { user: "bob" } }, "owner", undefined],
  ["nobody when the name is empty", { userMetadata: { owner: "" } }, "owner", undefined],
];
for (const [what, session, key, owner] of owners) {
  test(`the owner is ${what}`, () => expect(ownerOf(session, key)).toEqual(owner));
}

const mine: [what: string, owner: Owner | undefined, isMine: boolean][] = [
  ["created by me", ADA, true],
  ["created by somebody else of my name", { ...ADA, id: "p2" }, false],
  ["whose metadata names my address, in whatever case", { kind: "metadata", name: "Ada@Example.com" }, true],
  ["whose metadata names another", { kind: "metadata", name: "bob@example.com" }, false],
  ["of a token", { kind: "token", id: "t1", name: "ada@example.com" }, false],
  ["of nobody", undefined, false],
];
for (const [what, owner, isMine] of mine) {
  test(`a session ${what} is ${isMine ? "" : "not "}mine`, () => expect(isOwnedBy(owner, ME)).toBe(isMine));
}
