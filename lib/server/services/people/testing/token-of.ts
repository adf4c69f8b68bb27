import { expect } from "@playwright/test";
import type { LinkResult } from "@/lib/api/people";

export function tokenOf({ link }: LinkResult): string {
  const url = new URL(link);
  expect(url.origin).toBe("http://127.0.0.1:3000");
  return url.searchParams.get("token") ?? "";
}
