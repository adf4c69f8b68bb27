import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { shortId } from "@/lib/domain/session";
import { usePermission } from "@/lib/hooks/use-permission";

export function EmptySessions({ isStale, onCreate }: { isStale: boolean; onCreate: () => void }) {
  const { reason } = usePermission("sessions:create");
  return (
    <Panel
      title="No live sessions"
      action={
        <Button variant="primary" reasonNot={reason} onClick={onCreate}>
          New session
        </Button>
      }
    >
      {isStale
        ? "None was running when upstream last answered. What began since then cannot be shown yet."
        : "No slot is held. Sessions appear here within seconds, whoever creates them."}
    </Panel>
  );
}

/** `missingId`: of the session that is searched for and is not in the list at all. */
export function NoMatches({ missingId, onClear }: { missingId: string | undefined; onClear: () => void }) {
  const { isAllowed } = usePermission("audit:read");
  return (
    <Panel title="No session matches" action={<Button onClick={onClear}>Clear the filter</Button>}>
      {missingId === undefined ? (
        "The filter above hides all sessions."
      ) : (
        <>
          Session <span className="figures">{shortId(missingId)}</span> is not in the list: it may have ended.{" "}
          {isAllowed ? (
            <Link href={`/audit?session=${missingId}`} prefetch={false} className="underline underline-offset-2">
              See who did what to it
            </Link>
          ) : null}
        </>
      )}
    </Panel>
  );
}

/** Upstream never answered, so there is no list, not even an old one: not to be mistaken for an empty one. */
export function NoPicture({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <Notice tone="critical" role="alert" size="lg" className="grid justify-items-start gap-2">
      <h1 className="font-semibold">The sessions cannot be shown</h1>
      <p>{reason} Sessions may be running all the same. Keepwatch keeps trying.</p>
      <Button size="sm" onClick={onRetry}>
        Try now
      </Button>
    </Notice>
  );
}

function Panel({ title, action, children }: { title: string; action: ReactNode; children: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-panel border border-line bg-panel px-5 py-14 text-center">
      <h2 className="font-semibold">{title}</h2>
      <p className="mb-2 max-w-prose text-ink-soft">{children}</p>
      {action}
    </div>
  );
}
