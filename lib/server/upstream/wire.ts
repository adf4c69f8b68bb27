import { z } from "zod";
import type { ProjectFacts } from "@/lib/domain/project";
import { SESSION_STATUSES, type Session } from "@/lib/domain/session";
import type { SessionPage } from "./upstream";

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

const MAX_TITLE_CHARACTERS = 120;

/** Of `debug`, whose every URL is a secret, or may hold one, no more than the first tab's title and host. */
export const WireFirstPage = z
  .object({ pages: z.array(z.object({ title: z.string(), url: z.string() })) })
  .transform(({ pages: [first] }): SessionPage | null => {
    const title = [...(first?.title ?? "").replace(/\p{Cc}/gu, " ").trim()].slice(0, MAX_TITLE_CHARACTERS).join("");
    const host = first && URL.canParse(first.url) ? new URL(first.url).host : "";
    return title || host ? { title, host } : null;
  });

export const WireLiveView = z
  .object({ debuggerFullscreenUrl: z.url({ protocol: /^https?$/ }) })
  .transform(({ debuggerFullscreenUrl }) => debuggerFullscreenUrl);

export const WireProject = z
  .object({ id: z.string().min(1), name: z.string(), concurrency: z.number(), defaultTimeout: z.number() })
  .transform(({ defaultTimeout, ...project }): ProjectFacts => ({ ...project, defaultTimeoutSeconds: defaultTimeout }));

/** An API key belongs to one project, which is the first. */
export const WireFirstProject = z
  .tuple([WireProject])
  .rest(z.unknown())
  .transform(([first]) => first);

const epochMs = z.number().positive().optional().catch(undefined);

/** The newest instant that an entry of a CDP log names. An entry without any is none. */
export const WireLogEntry = z
  .object({
    timestamp: epochMs,
    request: z.object({ timestamp: epochMs }).nullish().catch(undefined),
    response: z.object({ timestamp: epochMs }).nullish().catch(undefined),
  })
  .transform(({ timestamp = 0, request, response }) =>
    Math.max(timestamp, request?.timestamp ?? 0, response?.timestamp ?? 0),
  )
  .refine((newest) => newest > 0);

export const WireError = z.object({ message: z.string().min(1) });
