import { useQuery } from "@tanstack/react-query";
import { durationSeconds } from "@/components/ui/duration-input";
import { findBrokenRule, NO_SESSION_RULES, timeoutBounds } from "@/lib/domain/session-rules";
import { MAX_TIMEOUT_SECONDS, MIN_TIMEOUT_SECONDS } from "@/lib/domain/timeout";
import { meQuery } from "@/lib/queries/account";
import { settingsQuery } from "@/lib/queries/settings";
import { type CreateSessionDraft, type DraftErrors, draftTimeoutSeconds } from "./create-session-draft";

/** What the admins allow of this draft, told before it is sent. The server decides all the same. */
export function useSessionRules(
  draft: CreateSessionDraft,
  defaultSeconds: number | undefined,
): { bounds: { least: number; most: number }; brokenRule: DraftErrors | undefined } {
  const { data: settings } = useQuery(settingsQuery());
  const { data: me } = useQuery(meQuery());
  const rules = settings?.sessionRules ?? NO_SESSION_RULES;
  const { keepAlive } = draft;
  const { least, most } = timeoutBounds(rules, keepAlive);
  const timeoutSeconds = draftTimeoutSeconds(draft, durationSeconds(draft.timeout)) ?? defaultSeconds;
  const broken = me && findBrokenRule(rules, { keepAlive, timeoutSeconds, role: me.role });
  return {
    bounds: { least: least ?? MIN_TIMEOUT_SECONDS, most: most ?? MAX_TIMEOUT_SECONDS },
    brokenRule: broken && { [broken.field]: broken.message },
  };
}
