import type { BetterAuthPlugin } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import * as z from "zod";

/** Signs in whoever has proven elsewhere who they are. It has no path, so that no request reaches it. */
export function signInPerson() {
  return {
    id: "sign-in-person",
    endpoints: {
      signInPerson: createAuthEndpoint.serverOnly(
        { method: "POST", body: z.object({ personId: z.string() }) },
        async (ctx) => {
          const { internalAdapter } = ctx.context;
          const user = await internalAdapter.findUserById(ctx.body.personId);
          if (!user) throw new Error("nobody can be signed in who is not here");
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(ctx, { session, user });
          return { ok: true };
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
