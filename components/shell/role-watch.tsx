"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { followMeQuery } from "@/lib/queries/account";

/**
 * Asks on behalf of the whole page whether one's role is still what it was. When it changes, the server draws the page
 * anew, since a page that was refused may be shown now, or the other way round.
 */
export function RoleWatch() {
  const { data: me } = useQuery(followMeQuery());
  const router = useRouter();
  const role = me?.role;
  const [initialRole] = useState(role);
  const drawnRole = useRef(role);
  useEffect(() => {
    if (role === drawnRole.current) return;
    drawnRole.current = role;
    router.refresh();
  }, [role, router]);
  return (
    <span role="status" className="sr-only">
      {role === undefined || role === initialRole ? "" : `Your role is ${role} now.`}
    </span>
  );
}
