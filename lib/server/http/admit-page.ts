import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { PAGES, type PageKey } from "@/lib/api/routes";
import { isAllowed, leastRoleFor, type Role } from "@/lib/domain/permissions";
import { getRuntime } from "@/lib/server/runtime";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { clientAddress } from "./client-address";
import { currentPerson } from "./current-person";

/** What a page shows in its own place to whom it is not for. */
type PageRefusal = { need: Role; role: Role; email: string };

type Admitted = { ctx: ServiceContext } & (
  | { isAllowed: true; refusal?: undefined }
  | { isAllowed: false; refusal: PageRefusal }
);

/**
 * Lets a page go on for whoever is signed in, and sends everybody else to sign in first. Every page asks for itself:
 * Next renders a page and its layouts side by side, and keeps a layout when the page below it changes. When the role is
 * too small the page shows that instead, and reads nothing.
 */
export async function admitPage(page: PageKey): Promise<Admitted> {
  const person = await currentPerson();
  if (!person) redirect(page === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(page)}`);
  const access = PAGES[page];
  const [runtime, requestHeaders] = await Promise.all([getRuntime(), headers()]);
  const ctx: ServiceContext = { ...runtime, actor: { kind: "person", person }, address: clientAddress(requestHeaders) };
  if (access === "public" || isAllowed(person.role, access)) return { ctx, isAllowed: true };
  const { role, email } = person;
  return { ctx, isAllowed: false, refusal: { need: leastRoleFor(access), role, email } };
}
