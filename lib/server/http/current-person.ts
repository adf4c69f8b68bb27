import { headers } from "next/headers";
import { cache } from "react";
import type { Person } from "@/lib/server/auth/actor";
import { identify } from "@/lib/server/auth/identify";
import { getRuntime } from "@/lib/server/runtime";

/** Who is signed in, for pages. Looked up once per request, however many of its layouts and pages ask. */
export const currentPerson = cache(async (): Promise<Person | undefined> => {
  const { auth } = await getRuntime();
  return identify(auth, await headers());
});
