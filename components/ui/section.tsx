import { type ReactNode, useId } from "react";

/** A region of the page under its heading, which names it. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className="grid gap-3 rounded-panel border border-line bg-panel px-4.5 py-4">
      <h2 id={headingId} className="font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
