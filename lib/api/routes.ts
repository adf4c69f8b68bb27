import type { AuditAction } from "@/lib/domain/audit";
import type { Permission } from "@/lib/domain/permissions";

type Rule = {
  /** `public` needs no sign-in; everything else names what one must be allowed to do. */
  access: "public" | Permission;
  /** Links and addresses elsewhere lead here; no other route answers what another site's page sends. */
  fromElsewhere?: true;
  /** Where 64 kB do not do. */
  maxBodyBytes?: number;
  /** What the audit log says was refused, when somebody without the right asks. */
  action?: AuditAction;
};

/**
 * Every route and page, and who may use it. A handler is made from its entry here, so that none can answer without one,
 * and a test walks all of them with every role.
 */
export const ROUTES = {
  "GET /api/health": { access: "public", fromElsewhere: true },
  "POST /api/account/sign-in": { access: "public" },
  "POST /api/account/oidc": { access: "public" },
  "GET /api/auth/callback/oidc": { access: "public", fromElsewhere: true },
  "POST /api/account/first-admin": { access: "public" },
  "POST /api/account/join": { access: "public" },
  "GET /welcome/open": { access: "public", fromElsewhere: true },

  "GET /api/account": { access: "account:manage" },
  "POST /api/account/sign-out": { access: "account:manage", action: "account.sign-out" },
  "POST /api/account/sign-out-everywhere": { access: "account:manage", action: "account.sign-out-everywhere" },
  "PUT /api/account/password": { access: "account:manage", action: "account.change-password" },

  "GET /api/feed": { access: "sessions:read" },
  "GET /api/sessions": { access: "sessions:read" },
  "POST /api/sessions": { access: "sessions:create", action: "session.create" },
  "PUT /api/sessions/[id]/protection": { access: "sessions:protect", action: "session.protect" },
  "DELETE /api/sessions/[id]/protection": { access: "sessions:protect", action: "session.unprotect" },
  "POST /api/sessions/[id]/connect-url": { access: "sessions:connect", action: "session.reveal-connect-url" },
  "POST /api/sessions/[id]/live-view": { access: "sessions:connect", action: "session.open-live-view" },
  "POST /api/sessions/[id]/watching": { access: "sessions:connect" },

  "GET /api/releases": { access: "sessions:read" },
  "POST /api/releases": { access: "sessions:release", action: "session.release", maxBodyBytes: 1024 * 1024 },
  "GET /api/releases/[id]": { access: "sessions:read" },
  "POST /api/releases/[id]/now": { access: "sessions:release", action: "release.now" },
  "POST /api/releases/[id]/cancel": { access: "sessions:release", action: "release.cancel" },

  "GET /api/usage": { access: "sessions:read" },

  "GET /api/settings": { access: "settings:read" },
  "PUT /api/settings/default-timeout": { access: "settings:write", action: "settings.default-timeout" },
  "PUT /api/settings/owner-key": { access: "settings:write", action: "settings.owner-key" },
  "PUT /api/settings/price": { access: "settings:write", action: "settings.price" },
  "PUT /api/settings/audit-retention": { access: "settings:write", action: "settings.audit-retention" },
  "PUT /api/settings/session-rules": { access: "settings:write", action: "settings.session-rules" },

  "GET /api/policies": { access: "policies:read" },
  "POST /api/policies": { access: "policies:write", action: "policy.create" },
  "POST /api/policies/preview": { access: "policies:read" },
  "PUT /api/policies/[id]": { access: "policies:write", action: "policy.change" },
  "PUT /api/policies/[id]/mode": { access: "policies:write", action: "policy.set-mode" },
  "DELETE /api/policies/[id]": { access: "policies:write", action: "policy.delete" },

  "GET /api/people": { access: "people:manage", action: "people.read" },
  "POST /api/people/invitations": { access: "people:manage", action: "invitation.create" },
  "DELETE /api/people/invitations/[id]": { access: "people:manage", action: "invitation.revoke" },
  "PUT /api/people/[id]/role": { access: "people:manage", action: "person.change-role" },
  "POST /api/people/[id]/deactivate": { access: "people:manage", action: "person.deactivate" },
  "POST /api/people/[id]/reactivate": { access: "people:manage", action: "person.reactivate" },
  "POST /api/people/[id]/password-link": { access: "people:manage", action: "person.reset-password" },

  "GET /api/notices": { access: "notices:read" },
  "GET /api/notices/choices": { access: "notices:read" },
  "PUT /api/notices/choices": { access: "notices:read" },

  "GET /api/webhooks": { access: "webhooks:manage", action: "webhook.read" },
  "POST /api/webhooks": { access: "webhooks:manage", action: "webhook.create" },
  "PUT /api/webhooks/[id]": { access: "webhooks:manage", action: "webhook.change" },
  "DELETE /api/webhooks/[id]": { access: "webhooks:manage", action: "webhook.remove" },
  "POST /api/webhooks/[id]/test": { access: "webhooks:manage", action: "webhook.test" },
  "POST /api/webhooks/[id]/secret": { access: "webhooks:manage", action: "webhook.rotate-secret" },
  "POST /api/webhooks/[id]/retry": { access: "webhooks:manage", action: "webhook.retry" },
  "GET /api/webhooks/[id]/deliveries": { access: "webhooks:manage", action: "webhook.read" },

  "GET /api/audit": { access: "audit:read", action: "audit.read" },
  "GET /api/audit/export": { access: "audit:read", action: "audit.export" },
} as const satisfies Record<string, Rule>;

export type RouteKey = keyof typeof ROUTES;

/** Every page and who may see it. */
export const PAGES = {
  "/sign-in": "public",
  "/welcome": "public",
  "/join": "public",
  "/": "sessions:read",
  "/settings": "settings:read",
  "/settings/people": "people:manage",
  "/settings/policies": "policies:read",
  "/settings/notices": "notices:read",
  "/account": "account:manage",
  "/audit": "audit:read",
  "/releases": "sessions:read",
  "/releases/[id]": "sessions:read",
} as const satisfies Record<string, "public" | Permission>;

export type PageKey = keyof typeof PAGES;

export function isPublicPage(path: string): boolean {
  const page = findPage(path);
  return page !== undefined && PAGES[page] === "public";
}

/** The page that answers at a path. `[id]` stands for one segment, whatever it is. */
export function findPage(path: string): PageKey | undefined {
  if (isPage(path)) return path;
  const [, folder, id, ...rest] = path.split("/");
  const page = `/${folder}/[id]`;
  return id && rest.length === 0 && isPage(page) ? page : undefined;
}

function isPage(path: string): path is PageKey {
  return Object.hasOwn(PAGES, path);
}

export function ruleOf(key: RouteKey): Rule {
  return ROUTES[key];
}
