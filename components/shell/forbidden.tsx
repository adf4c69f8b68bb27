import { Lock } from "lucide-react";
import Link from "next/link";
import type { Role } from "@/lib/domain/permissions";

/** Stands where a page would, for whoever is signed in and may not see it. Nothing of the page was read. */
export function Forbidden({ need, role, email }: { need: Role; role: Role; email: string }) {
  return (
    <section
      aria-labelledby="forbidden"
      className="grid max-w-3xl justify-items-start gap-2 rounded-panel border border-line bg-panel px-5 py-8 sm:px-8 sm:py-10"
    >
      <span
        aria-hidden
        className="mb-2 grid size-9 place-items-center rounded-control border border-line-strong text-ink-soft"
      >
        <Lock className="size-4" />
      </span>
      <h1 id="forbidden" className="font-semibold text-lg">
        This page is for {need}s
      </h1>
      <p className="max-w-prose text-ink-soft">
        It takes the role <strong className="font-medium text-ink">{need}</strong>. You are signed in as{" "}
        <strong className="wrap-anywhere font-medium text-ink">{email}</strong>, and your role is{" "}
        <strong className="font-medium text-ink">{role}</strong>. An admin can change it; this page opens by itself once
        they have.
      </p>
      <Link
        href="/"
        className="mt-3 inline-flex h-9 items-center rounded-control border border-control px-3 pointer-coarse:h-11 hover:border-ink"
      >
        Go to the sessions
      </Link>
    </section>
  );
}
