import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { PAGES, type PageKey } from "@/lib/api/routes";
import { leastRoleFor, type Role, reasonNotAllowed } from "@/lib/domain/permissions";
import { getRuntime } from "@/lib/server/runtime";
import { writeEntry } from "@/lib/server/services/audit/record";
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
 * too small the page shows that instead, and reads nothing; the audit log tells it.
 *
 * @param path where it is, when that is not its name
 */
export async function admitPage(page: PageKey, path: string = page): Promise<Admitted> {
  const person = await currentPerson();
  if (!person) redirect(path === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(path)}`);
  const access = PAGES[page];
  const [runtime, requestHeaders] = await Promise.all([getRuntime(), headers()]);
  const ctx: ServiceContext = { ...runtime, actor: { kind: "person", person }, address: clientAddress(requestHeaders) };
  if (access === "public") return { ctx, isAllowed: true };
  const { id, role, email } = person;
  const reason = reasonNotAllowed(role, access);
  if (!reason) return { ctx, isAllowed: true };
  // Or the log could be filled by asking.
  await runtime.limits.takeForPerson(id, "read");
  await writeEntry(ctx, { action: "page.open", target: page }, "refused", reason);
  return { ctx, isAllowed: false, refusal: { need: leastRoleFor(access), role, email } };
}
