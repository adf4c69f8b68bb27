import { z } from "zod";
import type { ProjectFacts } from "@/lib/domain/project";
import { SESSION_STATUSES, type Session } from "@/lib/domain/session";

/** RFC 3339 in whatever offset: `Z` and `+00:00` were both seen. */
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const session = z.object({
  id: z.string().min(1),
  projectId: z.string(),
  status: z.enum(SESSION_STATUSES),
  keepAlive: z.boolean(),
  region: z.string(),
  startedAt: instant,
  expiresAt: instant,
  endedAt: instant.nullish(),
  userMetadata: z.record(z.string(), z.unknown()).nullish(),
});

/** What we read of a session. */
export const SESSION_FIELDS = Object.keys(session.shape);

/** A session as upstream sends it, reshaped to ours. Secrets that come with it are dropped here. */
export const WireSession = session.transform(
  ({ endedAt, userMetadata, ...rest }): Session => ({
    ...rest,
    endedAt: endedAt ?? undefined,
    userMetadata: userMetadata ?? {},
  }),
);

export const WireConnectUrl = z.object({ status: z.enum(SESSION_STATUSES), connectUrl: z.string().min(1).nullish() });

export const WireProject = z
  .object({ id: z.string().min(1), name: z.string(), concurrency: z.number(), defaultTimeout: z.number() })
  .transform(({ defaultTimeout, ...project }): ProjectFacts => ({ ...project, defaultTimeoutSeconds: defaultTimeout }));

/** An API key belongs to one project, which is the first. */
export const WireFirstProject = z
  .tuple([WireProject])
  .rest(z.unknown())
  .transform(([first]) => first);

export const WireError = z.object({ message: z.string().min(1) });
