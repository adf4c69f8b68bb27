import type { ReactNode } from "react";

export const dynamic = "force-dynamic";

/** The pages for who is not signed in: nothing of the console is on them. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main id="main" className="mx-auto grid min-h-dvh w-full max-w-sm content-center gap-5 px-4 py-10">
      {children}
    </main>
  );
}
