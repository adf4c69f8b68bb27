import { type Static, Type } from "typebox";
import { MAX_TIMEOUT_SECONDS, MIN_TIMEOUT_SECONDS, REGIONS } from "../wire";

const Flag = Type.Optional(Type.Boolean());
const Text = Type.Optional(Type.String());
const CountryPart = Type.String({ minLength: 2, maxLength: 2 });
/** A window has pixels, and Chromium does not survive one of a size it cannot draw. */
const Pixels = Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 }));

const ProxyConfig = Type.Union([
  Type.Object({
    type: Type.Literal("browserbase"),
    domainPattern: Text,
    geolocation: Type.Optional(Type.Object({ country: CountryPart, state: Type.Optional(CountryPart), city: Text })),
  }),
  Type.Object({
    type: Type.Literal("external"),
    server: Type.String(),
    domainPattern: Text,
    username: Text,
    password: Text,
  }),
  Type.Object({ type: Type.Literal("none"), domainPattern: Text }),
]);

const BrowserSettings = Type.Object({
  context: Type.Optional(Type.Object({ id: Type.String(), persist: Flag })),
  extensionId: Text,
  viewport: Type.Optional(Type.Object({ width: Pixels, height: Pixels })),
  blockAds: Flag,
  solveCaptchas: Flag,
  recordSession: Flag,
  logSession: Flag,
  advancedStealth: Flag,
  verified: Flag,
  captchaImageSelector: Text,
  captchaInputSelector: Text,
  os: Type.Optional(Type.Enum(["windows", "mac", "linux", "mobile", "tablet"])),
  allowedDomains: Type.Optional(Type.Array(Type.String())),
  ignoreCertificateErrors: Flag,
});

/** Every field that Browserbase documents is checked; those that `toNewSession` does not read have no effect here. */
export const CreateSessionBody = Type.Object({
  projectId: Text,
  extensionId: Text,
  browserSettings: Type.Optional(BrowserSettings),
  timeout: Type.Optional(Type.Integer({ minimum: MIN_TIMEOUT_SECONDS, maximum: MAX_TIMEOUT_SECONDS })),
  keepAlive: Flag,
  proxies: Type.Optional(Type.Union([Type.Boolean(), Type.Array(ProxyConfig)])),
  proxySettings: Type.Optional(
    Type.Object({ caCertificates: Type.Optional(Type.Array(Type.String({ format: "uuid" }))) }),
  ),
  region: Type.Optional(Type.Enum(REGIONS)),
  userMetadata: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
export type CreateSessionBody = Static<typeof CreateSessionBody>;
