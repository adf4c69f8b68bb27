import type { Role } from "@/lib/domain/permissions";

/** Instead of a page that is not for this person's role. */
export function Forbidden({ need }: { need: Role }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-panel border border-line bg-panel px-5 py-14 text-center">
      <h1 className="font-semibold">This page is not for your role</h1>
      <p className="max-w-prose text-ink-soft">It takes the role {need}. An admin can give it to you.</p>
    </div>
  );
}
