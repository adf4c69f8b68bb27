"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { isAllowed, type Permission } from "@/lib/domain/permissions";
import { meQuery } from "@/lib/queries/account";

const LINKS: { href: string; label: string; permission: Permission }[] = [
  { href: "/", label: "Sessions", permission: "sessions:read" },
  { href: "/audit", label: "Audit", permission: "audit:read" },
  { href: "/settings", label: "Settings", permission: "settings:read" },
];

export function NavLinks() {
  const pathname = usePathname();
  const { data: me } = useQuery(meQuery());
  const links = LINKS.filter(({ permission }) => me && isAllowed(me.role, permission));
  return (
    <nav aria-label="Main" className="flex gap-0.5 sm:gap-1">
      {links.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className="rounded-control px-2 py-1.5 text-ink-soft hover:text-ink aria-[current=page]:bg-paper aria-[current=page]:font-medium aria-[current=page]:text-ink sm:px-2.5"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
