/** The path to go on to, if it is one of this site: a link could name any. */
export function toLocalPath(to: string): string {
  const base = "http://keepwatch.invalid";
  if (!to.startsWith("/") || !URL.canParse(to, base)) return "/";
  const url = new URL(to, base);
  return url.origin === base ? `${url.pathname}${url.search}` : "/";
}
