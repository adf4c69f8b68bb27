"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown, CircleUserRound } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useId, useRef } from "react";
import { describeRole } from "@/lib/domain/describe-role";
import { isAllowed } from "@/lib/domain/permissions";
import { meQuery } from "@/lib/queries/account";
import { SignOutButton } from "./sign-out-button";

/** Who is signed in here, and what they may do about it. */
export function PersonMenu() {
  const { data: me } = useQuery(meQuery());
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  if (!me) return null;
  const close = () => menu.current?.hidePopover();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className="flex h-8 min-w-0 items-center gap-1.5 rounded-control px-2 text-ink-soft hover:bg-paper hover:text-ink pointer-coarse:h-11"
      >
        <CircleUserRound aria-hidden className="size-4.5 shrink-0 sm:hidden" />
        <span className="max-w-44 truncate max-sm:sr-only">{me.email}</span>
        <span className="max-sm:sr-only">
          <span aria-hidden>· </span>
          {me.role}
        </span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 max-sm:hidden" />
      </button>
      {/* Placed in the document and not in the window: it scrolls with the bar that it belongs to. */}
      <div
        ref={menu}
        id={id}
        popover="auto"
        className="absolute inset-auto top-12 right-[max(0.875rem,calc((100%-1480px)/2+1.5rem))] w-68 max-w-[calc(100%-1.75rem)] rounded-panel border border-line-strong bg-panel p-0 text-base text-ink"
      >
        <div className="grid gap-1 border-line border-b px-4 py-3">
          <p className="truncate font-medium" title={me.email}>
            {me.email}
          </p>
          <p className="text-ink-soft text-small">
            <span className="font-medium text-ink">{me.role}</span> · {describeRole(me.role)}
          </p>
        </div>
        <nav aria-label="Person" className="grid p-1.5">
          <MenuLink href="/account" onClick={close}>
            Account
          </MenuLink>
          {isAllowed(me.role, "audit:read") ? (
            <MenuLink href="/audit" onClick={close}>
              Audit
            </MenuLink>
          ) : null}
        </nav>
        <div className="grid gap-1.5 border-line border-t p-3">
          <SignOutButton />
        </div>
      </div>
    </>
  );
}

function MenuLink({ href, onClick, children }: { href: string; onClick: () => void; children: ReactNode }) {
  return (
    <Link href={href} onClick={onClick} className="rounded-control px-2.5 py-1.5 hover:bg-paper pointer-coarse:py-2.5">
      {children}
    </Link>
  );
}
