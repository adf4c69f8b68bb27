import { History } from "lucide-react";
import Link from "next/link";
import { type Session, shortId } from "@/lib/domain/session";
import { usePermission } from "@/lib/hooks/use-permission";

/** To what was done to the session, and by whom. */
export function HistoryLink({ session, className }: { session: Session; className: string }) {
  if (!usePermission("audit:read").isAllowed) return null;
  return (
    <Link
      href={`/audit?session=${encodeURIComponent(session.id)}`}
      aria-label={`History of ${shortId(session.id)}`}
      title="History: who did what to it"
      className={`grid size-8 place-items-center rounded-control text-ink-soft hover:bg-paper hover:text-ink pointer-coarse:size-11 ${className}`}
    >
      <History aria-hidden className="size-3.5" />
    </Link>
  );
}
