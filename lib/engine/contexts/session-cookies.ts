import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { Chromium } from "../browser/chromium";

const Cookie = Type.Object({ name: Type.String(), value: Type.String(), session: Type.Boolean() });
const Cookies = Type.Object({ cookies: Type.Array(Cookie) });

export type SessionCookies = Static<typeof Cookie>[];

/** The browser's cookies without an expiry, with all that Chromium says of them. */
export async function readSessionCookies(chromium: Chromium): Promise<SessionCookies> {
  const answer = await chromium.send("Storage.getCookies");
  if (!Value.Check(Cookies, answer)) throw new Error("Chromium listed no cookies");
  return answer.cookies.filter(({ session }) => session);
}

export async function restoreSessionCookies(chromium: Chromium, cookies: unknown): Promise<void> {
  if (!Value.Check(Type.Array(Cookie), cookies) || cookies.length === 0) return;
  // A `session` cookie's expiry of -1 reads as long past.
  const restored = cookies.map((cookie) => ({ ...cookie, expires: undefined }));
  await chromium.send("Storage.setCookies", { cookies: restored });
}
