"use client";
import { Bell } from "lucide-react";
import { Suspense, useId, useRef, useState } from "react";
import { late } from "@/components/ui/late";
import type { Notice } from "@/lib/domain/notice";
import { useNews } from "@/lib/hooks/use-news";
import { useReadMark } from "@/lib/hooks/use-read-mark";
import { useToldNotices } from "@/lib/hooks/use-told-notices";

// Most pages are closed before there is anything to tell.
const NoticePanel = late(() => import("./notice-panel").then((module) => module.NoticePanel));
const NoticeToasts = late(() => import("./notice-toasts").then((module) => module.NoticeToasts));

/** How many notices one has not seen, what they say, and what comes while one looks elsewhere on the page. */
export function NoticeBell() {
  const { all, inPage, choices } = useToldNotices();
  const { readId, markRead } = useReadMark();
  const [openedAt, setOpenedAt] = useState<number>();
  const [toasts, setToasts] = useState<readonly Notice[]>([]);
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const unread = readId === undefined ? 0 : inPage.filter((notice) => notice.id > readId).length;

  useNews(all, (news) => {
    const shown = news.filter(({ kind }) => choices[kind]?.page);
    if (shown.length > 0) setToasts((before) => [...shown, ...before]);
    const announced = news.filter(({ kind }) => choices[kind]?.browser);
    if (announced.length > 0) void import("./show-browser-notices").then((show) => show.showBrowserNotices(announced));
  });

  function takeToggle(isOpen: boolean) {
    if (isOpen) setToasts([]);
    setOpenedAt(isOpen ? (readId ?? 0) : undefined);
    if (isOpen) markRead(Math.max(0, ...inPage.map((notice) => notice.id)));
  }

  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={unread > 0 ? `Notices, ${unread} not seen` : "Notices"}
        title="Notices"
        className="relative grid size-8 shrink-0 place-items-center rounded-control text-ink-soft hover:bg-paper hover:text-ink pointer-coarse:size-11 max-sm:pointer-coarse:w-9"
      >
        <Bell aria-hidden className="size-4.5" />
        {unread > 0 ? (
          <span
            aria-hidden
            className="absolute -top-0.5 -right-0.5 pointer-coarse:top-1 grid h-4 min-w-4 place-items-center rounded-full bg-ink px-1 font-medium text-[0.625rem] text-panel tabular-nums"
          >
            {unread}
          </span>
        ) : null}
      </button>
      {/* Placed in the document and not in the window, as the menu beside it. */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        onToggle={({ newState }) => takeToggle(newState === "open")}
        className="absolute inset-auto top-12 right-[max(0.875rem,calc((100%-1480px)/2+1.5rem))] w-96 max-w-[calc(100%-1.75rem)] rounded-panel border border-line-strong bg-panel p-0 text-base text-ink"
      >
        {openedAt === undefined ? null : (
          <Suspense fallback={<p className="px-4 py-3 text-ink-soft">Reading the notices…</p>}>
            <NoticePanel notices={inPage} newSince={openedAt} onLeave={() => panel.current?.hidePopover()} />
          </Suspense>
        )}
      </div>
      {/* Above what pages keep at their foot, such as Undo. */}
      <div
        role="status"
        aria-label="New notices"
        className="pointer-events-none fixed right-3.5 bottom-[calc(var(--foot-bars,0px)+1.25rem)] z-20 w-88 max-w-[calc(100%-1.75rem)]"
      >
        {toasts.length > 0 ? (
          <Suspense fallback={null}>
            <NoticeToasts notices={toasts} onChange={setToasts} />
          </Suspense>
        ) : null}
      </div>
    </>
  );
}
