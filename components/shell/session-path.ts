/** The sessions page with nothing but this one. */
export function sessionPath(sessionId: string): string {
  return `/?q=${encodeURIComponent(sessionId)}`;
}
