import type { GuardedRequest } from "./request-guard";

/** Allows main-frame navigations to the domains and their subdomains only; what pages load and embed is not asked. */
export function allowsDomains(domains: readonly string[]): (request: GuardedRequest) => boolean {
  const allowed = domains.map((domain) =>
    domain
      .trim()
      .toLowerCase()
      .replace(/^\*?\./, ""),
  );
  return ({ url, isMainNavigation }) => {
    if (!isMainNavigation) return true;
    const { hostname } = new URL(url);
    return allowed.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
  };
}
