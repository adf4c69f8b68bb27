import type { ReactNode } from "react";

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-3 rounded-panel border border-line bg-panel px-4.5 py-4">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}
