import type { ReactNode } from "react";

/** What a page for who is not signed in is about. */
export function AuthPanel({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <section className="grid gap-5 rounded-panel border border-line bg-panel px-4.5 py-5 sm:px-6 sm:py-6">
      <header className="grid gap-1.5">
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {lead ? <p className="text-ink-soft">{lead}</p> : null}
      </header>
      {children}
    </section>
  );
}
