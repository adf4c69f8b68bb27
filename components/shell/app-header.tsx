import Link from "next/link";
import type { Installation } from "@/lib/api/settings";
import { LiveIndicator } from "./live-indicator";
import { NavLinks } from "./nav-links";

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
        <Link href="/" className="flex items-center gap-2 rounded-control font-semibold tracking-tight">
          <span aria-hidden className="flex h-1.5 w-5.5 overflow-hidden rounded-full bg-line-strong">
            <span className="w-[62%] bg-calm" />
          </span>
          <span className="max-[439px]:sr-only">Keepwatch</span>
        </Link>
        <NavLinks />
        <div className="ml-auto flex min-w-0 items-center gap-3 text-ink-soft text-small">
          <LiveIndicator />
          <span className="rounded-full border border-line-strong px-2.5 py-0.5 max-md:hidden">
            {upstream.kind === "engine" ? "Embedded engine" : "Browserbase"}
          </span>
        </div>
      </div>
    </header>
  );
}
