"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { isAllowed, type Permission } from "@/lib/domain/permissions";
import { meQuery } from "@/lib/queries/account";

const LINKS = [
  { href: "/", label: "Sessions", permission: "sessions:read" },
  // A phone has no room for it: it counts as part of the sessions there, whose page leads to it.
  { href: "/releases", label: "Releases", permission: "sessions:read", isForWide: true },
  { href: "/audit", label: "Audit", permission: "audit:read" },
  { href: "/settings", label: "Settings", permission: "settings:read" },
] as const satisfies { href: string; label: string; permission: Permission; isForWide?: boolean }[];

/** What one may not see is not offered; its page says why, to whoever has the address. */
export function NavLinks() {
  const pathname = usePathname();
  const { data: me } = useQuery(meQuery());
  return (
    <nav aria-label="Main" className="flex sm:gap-1">
      {LINKS.filter(({ permission }) => me && isAllowed(me.role, permission)).map(({ href, label, ...link }) => (
        <Link
          key={href}
          href={href}
          data-wide={"isForWide" in link}
          data-stands-in={href === "/" && isCurrent("/releases", pathname)}
          aria-current={isCurrent(href, pathname) ? "page" : undefined}
          className="rounded-control px-1.5 py-1.5 max-sm:data-[wide=true]:hidden text-ink-soft hover:text-ink aria-[current=page]:bg-paper aria-[current=page]:font-medium aria-[current=page]:text-ink max-sm:data-[stands-in=true]:bg-paper max-sm:data-[stands-in=true]:font-medium max-sm:data-[stands-in=true]:text-ink sm:px-2.5"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

/** A page below another counts as part of it. */
function isCurrent(href: string, pathname: string): boolean {
  return pathname === href || (href !== "/" && pathname.startsWith(`${href}/`));
}
