import { DEFAULT_WINDOW_SIZE } from "../browser/chromium-flags";
import type { BrowserSettings } from "../browser/session-browser";
import { HttpError } from "../http/http-error";
import { invalidField } from "../http/invalid-field";
import { toDomain } from "../network/allowed-domains";
import { toProxyRule } from "../network/proxy-rule";
import type { NewSession } from "../session/session-manager";
import { checkProject } from "./check-project";
import type { CreateSessionBody } from "./create-session-body";

/** Browserbase stores fewer than 512 characters of JSON. */
const METADATA_CHARACTERS = 512;

type ProjectDefaults = { id: string; defaultTimeout: number };

/** What an account's plan allows a session; how many there may be is counted elsewhere. */
export type Plan = { isKeepAliveAllowed: boolean; maxTimeoutSeconds: number };

/** Applies the rules that a schema cannot state, and the defaults. */
export function toNewSession(body: CreateSessionBody, project: ProjectDefaults, plan: Plan): NewSession {
  const { browserSettings = {}, userMetadata } = body;
  checkProject(body.projectId, project.id);
  if (body.timeout !== undefined) checkTimeout("body/timeout", body.timeout, plan);
  if (body.keepAlive && !plan.isKeepAliveAllowed) {
    throw new HttpError(403, "Keep alive sessions are not supported on the FREE plan");
  }
  if (userMetadata && JSON.stringify(userMetadata).length >= METADATA_CHARACTERS) {
    throw invalidField("body/userMetadata", `must have fewer than ${METADATA_CHARACTERS} characters as JSON`);
  }
  return {
    projectId: project.id,
    timeoutSeconds: body.timeout ?? project.defaultTimeout,
    keepAlive: body.keepAlive ?? false,
    region: body.region ?? "us-west-2",
    userMetadata,
    browser: toBrowserSettings({ extensionId: body.extensionId, ...browserSettings }, body.proxies),
    logSession: browserSettings.logSession ?? true,
    recordSession: browserSettings.recordSession ?? true,
  };
}

/** In the words of the limit that all plans have. */
export function checkTimeout(field: string, seconds: number, { maxTimeoutSeconds }: Plan): void {
  if (seconds > maxTimeoutSeconds) throw invalidField(field, `must be <= ${maxTimeoutSeconds}`);
}

type WantedBrowser = NonNullable<CreateSessionBody["browserSettings"]>;

function toBrowserSettings(wanted: WantedBrowser, proxies: CreateSessionBody["proxies"]): BrowserSettings {
  const { viewport, ignoreCertificateErrors = false, context, extensionId, allowedDomains = [], blockAds } = wanted;
  return {
    windowSize: { ...DEFAULT_WINDOW_SIZE, ...viewport },
    ignoreCertificateErrors,
    context: context && { id: context.id, persist: context.persist ?? false },
    extensionId,
    allowedDomains: allowedDomains.map(toDomain),
    blockAds,
    proxies: Array.isArray(proxies) ? proxies.map(toProxyRule) : [],
  };
}
