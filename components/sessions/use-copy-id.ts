import { useCallback, useEffect, useState } from "react";
import type { Session } from "@/lib/domain/session";

const CONFIRMED_MS = 2000;

type Copied = { id: string; isDone: boolean };

/** Copies full ids, and says for two seconds whose. */
export function useCopyId() {
  const [copied, setCopied] = useState<Copied>();
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(undefined), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copyId = useCallback(({ id }: Session) => {
    navigator.clipboard.writeText(id).then(
      () => setCopied({ id, isDone: true }),
      () => setCopied({ id, isDone: false }),
    );
  }, []);
  return { copyId, copiedId: copied?.isDone ? copied.id : undefined, announcement: announcementOf(copied) };
}

function announcementOf(copied: Copied | undefined): string {
  if (!copied) return "";
  return copied.isDone ? "Copied" : "Your browser did not allow copying";
}
