"use client";
import Link from "next/link";
import { formatAgo } from "@/lib/domain/instant";
import type { Notice } from "@/lib/domain/notice";
import { NOTICE_LABELS } from "@/lib/domain/notice-labels";
import { noticePath } from "@/lib/domain/notice-path";
import { useTicking } from "@/lib/hooks/use-now";

type PanelProps = {
  notices: readonly Notice[];
  /** Later ones were not seen before. */
  newSince: number;
  onLeave: () => void;
};

export function NoticePanel({ notices, newSince, onLeave }: PanelProps) {
  return (
    <>
      <h2 className="border-line border-b px-4 py-3 font-semibold">Notices</h2>
      {notices.length === 0 ? (
        <p className="px-4 py-3 text-ink-soft">Nothing to tell within the last hour.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to get there
        <ul tabIndex={0} aria-label="Notices of the last hour" className="max-h-[min(28rem,70dvh)] overflow-y-auto">
          {notices.map((notice) => (
            <li key={notice.id} className="border-line border-t px-4 py-2.5 first:border-t-0">
              <NoticeText notice={notice} isNew={notice.id > newSince} onLeave={onLeave} />
            </li>
          ))}
        </ul>
      )}
      <p className="border-line border-t px-4 py-2.5 text-small">
        <Link href="/settings/notices" onClick={onLeave} className="underline underline-offset-2 hover:text-ink-soft">
          Earlier ones, and what you are told of
        </Link>
      </p>
    </>
  );
}

function NoticeText({ notice, isNew, onLeave }: { notice: Notice; isNew: boolean; onLeave: () => void }) {
  const { kind, at, message } = notice;
  const path = noticePath(notice);
  return (
    <>
      <p className="flex justify-between gap-3 text-ink-soft text-small">
        <span>
          {isNew ? <span className="font-medium text-ink">New · </span> : null}
          {NOTICE_LABELS[kind].name}
        </span>
        <Ago at={at} />
      </p>
      <p className="wrap-anywhere">
        {message}{" "}
        {path ? (
          <Link href={path} onClick={onLeave} className="underline underline-offset-2">
            Show
          </Link>
        ) : null}
      </p>
    </>
  );
}

function Ago({ at }: { at: number }) {
  const text = useTicking(at, (now) => formatAgo(now - at));
  return (
    <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap tabular-nums">
      {text}
    </time>
  );
}
