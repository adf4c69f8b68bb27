"use client";
import { X } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import type { Notice } from "@/lib/domain/notice";
import { noticePath } from "@/lib/domain/notice-path";

/** Read at leisure; the bell keeps them. */
const SHOWN_MS = 12_000;

type ToastsProps = {
  notices: readonly Notice[];
  onChange: (change: (before: readonly Notice[]) => readonly Notice[]) => void;
};

/**
 * What has just been told, for some seconds, and for as long as a pointer or the focus is on it. The newest alone, and how
 * many others there are, since it lies over what somebody is at.
 */
export function NoticeToasts({ notices, onChange }: ToastsProps) {
  const [isHeld, setHeld] = useState(false);
  const [newest, ...others] = notices;
  const newestId = newest?.id;

  useEffect(() => {
    if (isHeld || newestId === undefined) return;
    const timer = setTimeout(() => onChange(() => []), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isHeld, newestId, onChange]);

  if (!newest) return null;
  const path = noticePath(newest);
  const dismiss = () => onChange((before) => before.filter(({ id }) => id !== newest.id));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is at what is in it
    <div
      className="pointer-events-auto grid grid-cols-[minmax(0,1fr)_auto] gap-2 rounded-panel border border-line-strong bg-panel py-2.5 pr-2 pl-4 text-ink shadow-lg"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {/* Another element for another notice, so that all of it is announced. */}
      <p key={newest.id} className="self-center wrap-anywhere">
        {newest.message}{" "}
        {path ? (
          <Link href={path} onClick={dismiss} className="hit-area underline underline-offset-2">
            Show
          </Link>
        ) : null}
        {others.length > 0 ? <span className="text-ink-soft"> · {others.length} more under the bell</span> : null}
      </p>
      <button
        type="button"
        aria-label="Dismiss"
        onClick={dismiss}
        className="grid size-7 place-items-center rounded-control text-ink-soft hover:bg-paper hover:text-ink pointer-coarse:size-11"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}
