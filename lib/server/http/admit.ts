import { type RouteKey, ruleOf } from "@/lib/api/routes";
import { isAllowed, leastRoleFor, type Permission } from "@/lib/domain/permissions";
import type { Actor, Person } from "@/lib/server/auth/actor";
import { identify } from "@/lib/server/auth/identify";
import { AppError } from "@/lib/server/errors";
import { writeEntry } from "@/lib/server/services/audit/record";
import type { Backbone, Caller } from "@/lib/server/services/service-context";

type Admission = {
  backbone: Backbone;
  caller: Omit<Caller, "actor">;
  headers: Headers;
  params: Record<string, string>;
};

/** Who asks, if they may. A refusal of somebody who is signed in is written to the audit log. */
export async function admit(key: RouteKey, admission: Admission): Promise<Actor> {
  const { access, action } = ruleOf(key);
  if (access === "public") return { kind: "visitor" };
  const { backbone, caller, headers, params } = admission;
  const person = await identify(backbone.auth, headers);
  if (!person) throw new AppError("unauthenticated", "Sign in first.");
  const actor = { kind: "person", person } as const;
  if (isAllowed(person.role, access)) return actor;
  const refusal = toRefusal(person, access);
  if (action) {
    const note = { action, sessionId: key.includes("/sessions/") ? params.id : undefined };
    await writeEntry({ ...backbone, ...caller, actor }, note, "refused", refusal.message);
  }
  throw refusal;
}

function toRefusal({ role }: Person, permission: Permission): AppError {
  return new AppError("forbidden", `This takes the role ${leastRoleFor(permission)}, and you are ${role}.`);
}
