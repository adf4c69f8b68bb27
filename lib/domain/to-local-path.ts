/** The path to go on to, if it is one of this site: a link could name any. */
export function toLocalPath(to: string): string {
  const base = "http://keepwatch.invalid";
  if (!to.startsWith("/") || !URL.canParse(to, base)) return "/";
  const url = new URL(to, base);
  // `/.//evil.test` is a path of this site, and what is left of it when the dot is resolved names another.
  if (url.origin !== base || url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}`;
}
