"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { usePermission } from "@/lib/hooks/use-permission";

export function SettingsNav() {
  const pathname = usePathname();
  const { isAllowed: managesPeople } = usePermission("people:manage");
  const links = [
    { href: "/settings", label: "General" },
    { href: "/settings/policies", label: "Policies" },
    { href: "/settings/notices", label: "Notices" },
    ...(managesPeople ? [{ href: "/settings/people", label: "People" }] : []),
  ];
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-5 gap-y-1 border-line border-b">
      <p className="font-semibold text-lg">Settings</p>
      <nav aria-label="Settings" className="-mb-px flex gap-1">
        {links.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            aria-current={pathname === href ? "page" : undefined}
            className="inline-flex h-9 items-center border-transparent border-b-2 px-2.5 pointer-coarse:h-11 text-ink-soft hover:text-ink aria-[current=page]:border-ink aria-[current=page]:font-medium aria-[current=page]:text-ink"
          >
            {label}
          </Link>
        ))}
      </nav>
    </div>
  );
}
