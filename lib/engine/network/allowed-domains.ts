import { domainToASCII } from "node:url";
import { invalidField } from "../http/invalid-field";
import type { GuardedRequest } from "./request-guard";

/** A domain as URLs have it; `*.example.com` and `.example.com` mean `example.com`. */
export function toDomain(text: string, index: number): string {
  const domain = domainToASCII(
    text
      .trim()
      .replace(/^\*?\./, "")
      .replace(/\.$/, ""),
  );
  if (domain !== "") return domain;
  throw invalidField(`body/browserSettings/allowedDomains/${index}`, "must be a domain, without a scheme and a port");
}

/**
 * Allows main-frame navigations to the domains and their subdomains only; what pages load and embed is not asked. A URL
 * that Chromium takes and Node does not (`http://xn--a/`) is in no domain.
 */
export function allowsDomains(domains: readonly string[]): (request: GuardedRequest) => boolean {
  return ({ url, isMainNavigation }) => {
    if (!isMainNavigation) return true;
    if (!URL.canParse(url)) return false;
    const hostname = new URL(url).hostname.replace(/\.$/, "");
    return domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
  };
}
