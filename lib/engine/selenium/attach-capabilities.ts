import { Type } from "typebox";
import { Value } from "typebox/value";
import { invalidField } from "../http/invalid-field";

const Capabilities = Type.Record(Type.String(), Type.Unknown());
const NewSession = Type.Object({
  capabilities: Type.Optional(
    Type.Object({ alwaysMatch: Type.Optional(Capabilities), firstMatch: Type.Optional(Type.Array(Capabilities)) }),
  ),
});

/**
 * How a browser is started, which this one is already, what names another one, and what leads past the engine: BiDi
 * has a port of chromedriver's own.
 */
const FOREIGN = [
  "goog:chromeOptions",
  "chromeOptions",
  "browserName",
  "browserVersion",
  "platformName",
  "proxy",
  "webSocketUrl",
];

/** A WebDriver client's wishes for a new session, turned into joining the browser that runs at an address. */
export function attachCapabilities(body: unknown, debuggerAddress: string): object {
  if (!Value.Check(NewSession, body)) throw invalidField("body/capabilities", "must be W3C capabilities");
  const { alwaysMatch = {}, firstMatch } = body.capabilities ?? {};
  return {
    capabilities: {
      alwaysMatch: { ...withoutForeign(alwaysMatch), "goog:chromeOptions": { debuggerAddress } },
      ...(firstMatch && { firstMatch: firstMatch.map(withoutForeign) }),
    },
  };
}

function withoutForeign(capabilities: Readonly<Record<string, unknown>>) {
  const isOurs = ([name]: [string, unknown]) => !FOREIGN.includes(name);
  return Object.fromEntries(Object.entries(capabilities).filter(isOurs));
}
