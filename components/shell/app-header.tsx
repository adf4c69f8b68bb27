import Link from "next/link";
import type { Installation } from "@/lib/api/settings";
import { FollowFeed } from "./follow-feed";
import { LiveIndicator } from "./live-indicator";
import { NavLinks } from "./nav-links";
import { NoticeBell } from "./notice-bell";
import { PersonMenu } from "./person-menu";
import { RoleWatch } from "./role-watch";
import { Wordmark } from "./wordmark";

/** The bar on top of every console page. */
export function AppHeader({ upstream }: { upstream: Installation["upstream"] }) {
  return (
    <header className="border-line border-b bg-panel">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:m-2 focus:rounded-control focus:bg-ink focus:px-3 focus:py-2 focus:text-panel"
      >
        Skip to content
      </a>
      <div className="mx-auto flex h-13 max-w-[1480px] items-center gap-2 px-3.5 sm:gap-5 sm:px-6">
        <Link href="/" className="rounded-control">
          <Wordmark nameClassName="max-sm:sr-only" />
        </Link>
        <NavLinks />
        <div className="ml-auto flex min-w-0 items-center gap-1 text-ink-soft text-small sm:gap-3">
          <RoleWatch />
          <FollowFeed />
          <LiveIndicator />
          <span className="rounded-full border border-line-strong px-2.5 py-0.5 whitespace-nowrap max-lg:hidden">
            {upstream.kind === "engine" ? "Embedded engine" : "Browserbase"}
          </span>
          <NoticeBell />
          <PersonMenu />
        </div>
      </div>
    </header>
  );
}
