import type { ReactNode } from "react";
import { Wordmark } from "@/components/shell/wordmark";

export const dynamic = "force-dynamic";

/** The pages for who is not signed in: nothing of the console is on them. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto grid min-h-dvh w-full max-w-[26rem] grid-rows-[1fr_auto_1.4fr] px-3.5 py-8">
      <main id="main" className="row-start-2 grid gap-4">
        <div className="flex items-baseline justify-between gap-3 px-1">
          <Wordmark />
          <span className="text-ink-faint text-small max-[359px]:hidden">Console for Browserbase sessions</span>
        </div>
        {children}
      </main>
    </div>
  );
}
