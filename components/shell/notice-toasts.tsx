"use client";
import { X } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import type { Notice } from "@/lib/domain/notice";
import { noticePath } from "@/lib/domain/notice-path";

/** Read at leisure; the bell keeps them. */
const SHOWN_MS = 12_000;
/** More at once are one, and a number: they come together when many sessions are idle. */
const SHOWN_AT_ONCE = 2;

type ToastsProps = {
  notices: readonly Notice[];
  onChange: (change: (before: readonly Notice[]) => readonly Notice[]) => void;
};

/** What has just been told, for some seconds, and for as long as a pointer or the focus is on it. */
export function NoticeToasts({ notices, onChange }: ToastsProps) {
  const [isHeld, setHeld] = useState(false);
  const newest = notices[0]?.id;
  const shown = notices.slice(0, notices.length > SHOWN_AT_ONCE ? 1 : SHOWN_AT_ONCE);
  const dismiss = (gone: Notice) => onChange((before) => before.filter(({ id }) => id !== gone.id));

  useEffect(() => {
    if (isHeld || newest === undefined) return;
    const timer = setTimeout(() => onChange(() => []), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isHeld, newest, onChange]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is at what is in it
    <div
      className="grid gap-2"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {shown.map((notice) => (
        <div
          key={notice.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-2 rounded-panel border border-line-strong bg-panel py-2.5 pr-2 pl-4 text-ink shadow-lg"
        >
          <p className="wrap-anywhere text-base">
            {notice.message}{" "}
            <ShowLink notice={notice} onFollow={() => dismiss(notice)} />
          </p>
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => dismiss(notice)}
            className="grid size-7 place-items-center rounded-control text-ink-soft hover:bg-paper hover:text-ink pointer-coarse:size-11"
          >
            <X aria-hidden className="size-4" />
          </button>
        </div>
      ))}
      {notices.length > shown.length ? (
        <p className="justify-self-end rounded-full border border-line-strong bg-panel px-3 py-1 text-ink">
          {notices.length - shown.length} more under the bell
        </p>
      ) : null}
    </div>
  );
}

function ShowLink({ notice, onFollow }: { notice: Notice; onFollow: () => void }) {
  const path = noticePath(notice);
  if (path === undefined) return null;
  return (
    <Link href={path} onClick={onFollow} className="underline underline-offset-2">
      Show
    </Link>
  );
}
