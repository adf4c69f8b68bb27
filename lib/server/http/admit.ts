import * as z from "zod/mini";
import { type RouteKey, ruleOf } from "@/lib/api/routes";
import { SessionIdInput } from "@/lib/api/sessions";
import { reasonNotAllowed } from "@/lib/domain/permissions";
import type { Actor } from "@/lib/server/auth/actor";
import { identify } from "@/lib/server/auth/identify";
import { AppError } from "@/lib/server/errors";
import { writeEntry } from "@/lib/server/services/audit/record";
import type { Backbone, RequestFacts } from "@/lib/server/services/service-context";

type Admission = {
  backbone: Backbone;
  caller: RequestFacts;
  headers: Headers;
  kind: "read" | "change";
  params: Record<string, string>;
};

/** Who asks, if they may and do not ask too often. A refusal of somebody who is signed in is written to the audit log. */
export async function admit(key: RouteKey, admission: Admission): Promise<Actor> {
  const { access, action } = ruleOf(key);
  const { backbone, caller, headers, params, kind } = admission;
  await backbone.limits.takeForAddress(caller.address, kind);
  if (access === "public") return { kind: "visitor" };
  const person = await identify(backbone.auth, headers);
  if (!person) throw new AppError("unauthenticated", "Sign in first.");
  await backbone.limits.takeForPerson(person.id, kind);
  const actor = { kind: "person", person } as const;
  const reason = reasonNotAllowed(person.role, access);
  if (!reason) return actor;
  if (action) {
    const sessionId = key.includes("/sessions/") ? z.safeParse(SessionIdInput, params).data?.id : undefined;
    await writeEntry({ ...backbone, ...caller, actor }, { action, sessionId }, "refused", reason);
  }
  throw new AppError("forbidden", reason);
}
