import type { Notice } from "@/lib/domain/notice";
import { NOTICE_LABELS } from "@/lib/domain/notice-labels";
import { noticePath } from "@/lib/domain/notice-path";

const SHOWN_AT_ONCE = 3;

/**
 * Shows them in front of other windows, if the person let this browser. All tabs of a browser do, each under the same
 * tag, so that one is seen. A press leads to what is told of, in the tab that showed it last.
 */
export function showBrowserNotices(notices: readonly Notice[]): void {
  if (globalThis.Notification?.permission !== "granted") return;
  for (const notice of notices.slice(0, SHOWN_AT_ONCE)) {
    const { id, kind, message } = notice;
    const shown = show(NOTICE_LABELS[kind].name, { body: message, tag: `keepwatch-notice-${id}` });
    shown?.addEventListener("click", () => {
      window.focus();
      shown.close();
      const path = noticePath(notice);
      if (path) window.location.assign(path);
    });
  }
}

/** Browsers of phones let only a service worker show one. */
function show(title: string, options: NotificationOptions): Notification | undefined {
  try {
    return new Notification(title, options);
  } catch {
    return undefined;
  }
}
