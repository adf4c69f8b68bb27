import { isAPIError } from "better-auth/api";
import type { OidcAnswerInput, OidcFailure } from "@/lib/api/oidc-sign-in";
import type { Role } from "@/lib/domain/permissions";
import { roleFromClaims } from "@/lib/domain/role-from-claims";
import { toLocalPath } from "@/lib/domain/to-local-path";
import type { AuthOptions } from "@/lib/server/auth/common-options";
import type { Log } from "@/lib/server/log";
import type { OidcEnv } from "@/lib/server/oidc-env";
import { createOidcAuth, OIDC_CALLBACK_ID, type OidcAuth, verifiedClaims } from "./create-oidc-auth";
import { type Discovery, discover } from "./discover";
import { type Claims, isEmailVerified } from "./read-claims";

type Options = { env: OidcEnv; auth: AuthOptions; log: Log; now: () => number };

/** How a way back from the provider ended, before anybody is let in. */
type Finished = {
  result: { claims: Claims } | { failure: OidcFailure };
  /** Where the person wanted to go. */
  to: string;
  /** Holds the cookies to be set. */
  headers: Headers;
};

/** For the sentence on the sign-in page; whoever presses the button asks anew. */
const LOOK_AGAIN_MS = 10_000;
/** Longer than any step of ours at the provider may take by itself. */
const FINISH_TIMEOUT_MS = 20_000;

/**
 * The OpenID provider that people may sign in by. It is looked up when somebody needs it and not at start, so that a
 * provider which is down, or which never answers, keeps nobody from signing in by password.
 */
export class OidcProvider {
  readonly name: string;
  readonly isOnlyWay: boolean;
  readonly #options: Options;
  /** Made of what the first successful look found. */
  #auth: OidcAuth | undefined;
  #looked: { at: number; found: Promise<Discovery | undefined> } | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.name = options.env.name;
    this.isOnlyWay = options.env.isOnlyWay;
  }

  /** As of a few seconds ago. */
  async isUp(): Promise<boolean> {
    return (await this.#look(LOOK_AGAIN_MS)) !== undefined;
  }

  /** The role that the provider's claims give. */
  roleOf(claims: Claims): Role | undefined {
    const { roleClaim, roleRules } = this.#options.env;
    // An address that people give themselves must not give them a role.
    if (roleClaim === "email" && !isEmailVerified(claims)) return undefined;
    return roleFromClaims(claims, { claim: roleClaim, rules: roleRules });
  }

  /** The provider's page to go to, with the cookie that binds its answer to this browser; `undefined` when it is down. */
  async begin({
    to,
    headers,
  }: {
    to: string;
    headers: Headers;
  }): Promise<{ url: string; headers: Headers } | undefined> {
    // What was found a while ago says nothing about whether people would arrive there now.
    const auth = (await this.#look(0)) && this.#auth;
    if (!auth) return undefined;
    const body = {
      provider: OIDC_CALLBACK_ID,
      callbackURL: "/",
      errorCallbackURL: `/sign-in?${new URLSearchParams({ to })}`,
      disableRedirect: true,
    };
    try {
      const { response, headers: reply } = await auth.api.signInSocial({ body, headers, returnHeaders: true });
      return response.url ? { url: response.url, headers: reply } : undefined;
    } catch (err) {
      // better-auth has a look of its own, which may fail though ours did not.
      if (!isAPIError(err) || err.status !== "NOT_FOUND") throw err;
      return undefined;
    }
  }

  /** Takes the answer that the provider sent by the browser. */
  async finish({ answer, headers }: { answer: OidcAnswerInput; headers: Headers }): Promise<Finished> {
    const auth = this.#auth ?? ((await this.#look(LOOK_AGAIN_MS)) && this.#auth);
    if (!auth) return { result: { failure: "unavailable" }, to: "/", headers: new Headers() };
    const taken: { claims?: Claims } = {};
    try {
      const response = await verifiedClaims.run(taken, () => withinTime(exchange(auth, answer, headers)));
      const { searchParams } = new URL(response.headers.get("location") ?? "/", "http://keepwatch.invalid");
      const to = toLocalPath(searchParams.get("to") ?? "/");
      const failure = taken.claims ? undefined : toFailure(searchParams.get("error"));
      if (failure) this.#options.log.warn({ code: searchParams.get("error") }, "a sign-in by OpenID was not confirmed");
      return {
        result: taken.claims ? { claims: taken.claims } : { failure: failure ?? "unconfirmed" },
        to,
        headers: response.headers,
      };
    } catch (err) {
      this.#options.log.warn({ err }, "a sign-in by OpenID was not confirmed");
      return { result: { failure: "unconfirmed" }, to: "/", headers: new Headers() };
    }
  }

  #look(maxAgeMs: number): Promise<Discovery | undefined> {
    const { env, auth, log, now } = this.#options;
    if (this.#looked && now() - this.#looked.at < maxAgeMs) return this.#looked.found;
    const found = discover(env.issuer).then(
      (discovery) => {
        this.#auth ??= createOidcAuth(auth, { env, discovery });
        return discovery;
      },
      (err: unknown) => {
        log.warn({ err }, "the OpenID provider does not answer as one");
        return undefined;
      },
    );
    this.#looked = { at: now(), found };
    return found;
  }
}

function exchange(auth: OidcAuth, query: OidcAnswerInput, headers: Headers): Promise<Response> {
  return auth.api.callbackOAuth({ method: "GET", params: { id: OIDC_CALLBACK_ID }, query, headers, asResponse: true });
}

/** A provider that goes silent in the middle keeps the browser waiting no longer than this. */
function withinTime(response: Promise<Response>): Promise<Response> {
  const { promise, reject } = promiseWithReject();
  const timer = setTimeout(() => reject(new Error("the OpenID provider took too long")), FINISH_TIMEOUT_MS);
  return Promise.race([response, promise]).finally(() => clearTimeout(timer));
}

function promiseWithReject(): { promise: Promise<never>; reject: (reason: Error) => void } {
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<never>((_, fail) => {
    reject = fail;
  });
  return { promise, reject };
}

/** better-auth's codes, and the provider's own, which the standard names. */
function toFailure(code: string | null): OidcFailure {
  switch (code) {
    case "state_mismatch":
    case "state_not_found":
    case "state_invalid":
    case "invalid_callback_request":
      return "unknown";
    case "access_denied":
      return "cancelled";
    case "temporarily_unavailable":
      return "unavailable";
    default:
      return "unconfirmed";
  }
}
