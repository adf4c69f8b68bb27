import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type Configuration, Provider } from "oidc-provider";

/** What the provider says of one of its accounts; `sub` is what the account is opened by. */
export type AccountClaims = {
  email?: string;
  email_verified?: boolean;
  keepwatch_role?: string | string[];
};

export type OpenidProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Read anew at every sign-in. */
  accounts: Map<string, AccountClaims>;
  stop: () => Promise<void>;
};

type Options = {
  port: number;
  /** Where the client may send people back to. */
  redirectUri: string;
  /** Otherwise the claims stand at the userinfo endpoint alone, as the standard has it. */
  hasClaimsInIdToken?: boolean;
};

export const OPENID_CLIENT = { clientId: "keepwatch", clientSecret: "the provider's secret: 100 % + more" };
const SCOPES = "openid email profile";

/**
 * A real OpenID provider, the certified `oidc-provider`, in this process. It asks for nothing but the account's name.
 * It is another site than a console on 127.0.0.1, as a provider is in life.
 */
export async function startOpenidProvider(options: Options): Promise<OpenidProvider> {
  const issuer = `http://localhost:${options.port}`;
  const accounts = new Map<string, AccountClaims>();
  const provider = new Provider(issuer, configure(options, accounts));
  const answer = provider.callback();
  const server = createServer((req, res) => {
    const handle = req.url?.startsWith("/interaction/") ? askForAccount(provider, req, res) : answer(req, res);
    handle.catch((error: unknown) => res.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(options.port, "127.0.0.1", resolve));
  return {
    issuer,
    ...OPENID_CLIENT,
    accounts,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function configure({ redirectUri, hasClaimsInIdToken }: Options, accounts: Map<string, AccountClaims>): Configuration {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    clients: [
      { client_id: OPENID_CLIENT.clientId, client_secret: OPENID_CLIENT.clientSecret, redirect_uris: [redirectUri] },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kty: "RSA", kid: "key", use: "sig", alg: "RS256" }] },
    cookies: { keys: ["a key for tests"] },
    features: { devInteractions: { enabled: false } },
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["keepwatch_role"] },
    conformIdTokenClaims: !hasClaimsInIdToken,
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...accounts.get(sub), sub }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope(SCOPES);
      await grant.save();
      return grant;
    },
  };
}

const FORM = `<!doctype html><title>Provider</title><form method="post">
<label>Account <input name="account"></label><button>Continue</button><button name="cancel" value="1">Cancel</button>
</form>`;

async function askForAccount(provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (req.method !== "POST") {
    res.writeHead(200, { "content-type": "text/html" }).end(FORM);
    return;
  }
  const fields = new URLSearchParams(await text(req));
  const result = fields.has("cancel")
    ? { error: "access_denied" }
    : { login: { accountId: fields.get("account") ?? "" } };
  await provider.interactionFinished(req, res, result);
}
