import { randomUUID } from "node:crypto";
import { request } from "@playwright/test";
import type { LinkResult } from "@/lib/api/people";
import type { Role } from "@/lib/domain/permissions";
import type { Cookies } from "./sign-in";

export type TestPerson = { email: string; password: string; cookies: Cookies };

/** Invites somebody as the admin, and joins as them. Gives their first sign-in. */
export async function addPerson(
  url: string,
  adminCookies: Cookies,
  role: Role,
  email = `${role}-${randomUUID()}@keepwatch.test`,
): Promise<TestPerson> {
  const password = "a password for tests";
  const admin = await request.newContext({ baseURL: url, storageState: { cookies: adminCookies, origins: [] } });
  const invited = await admin.post("/api/people/invitations", { data: { email, role } });
  if (!invited.ok()) throw new Error(`inviting a ${role} was answered ${invited.status()}`);
  const { link }: LinkResult = await invited.json();
  await admin.dispose();

  const guest = await request.newContext({ baseURL: url });
  const joined = await guest.post("/api/account/join", { data: { token: tokenOf(link), password } });
  if (!joined.ok()) throw new Error(`joining as ${role} was answered ${joined.status()}`);
  const { cookies } = await guest.storageState();
  await guest.dispose();
  return { email, password, cookies };
}

/** The secret in a link that was made for somebody. */
export function tokenOf(link: string): string {
  const url = new URL(link);
  return url.searchParams.get("token") ?? url.pathname.split("/").at(-1) ?? "";
}
