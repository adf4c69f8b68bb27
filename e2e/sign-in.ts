import { request } from "@playwright/test";
import { ADMIN } from "./keepwatch-process";

export type Cookies = Awaited<ReturnType<Awaited<ReturnType<typeof request.newContext>>["storageState"]>>["cookies"];

/** Signs in by HTTP, for tests that are about something else. Gives the cookies of that sign-in. */
export async function signIn(url: string, { email, password } = ADMIN): Promise<Cookies> {
  const context = await request.newContext({ baseURL: url });
  const response = await context.post("/api/account/sign-in", { data: { email, password } });
  if (!response.ok()) throw new Error(`signing in as ${email} was answered ${response.status()}`);
  const { cookies } = await context.storageState();
  await context.dispose();
  return cookies;
}
