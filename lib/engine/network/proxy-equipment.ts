import { Server } from "proxy-chain";
import type { Equipment } from "../browser/equipment";
import { findUpstreamUrl, type ProxyRule } from "./proxy-rule";

/**
 * Sends a browser's traffic by its session's rules. Chromium takes no user and password for a proxy, nor a pattern per
 * proxy, so it is given a relay of the engine's that knows both, on loopback and for as long as the browser lives.
 * Loopback itself is reached straight, as Chromium has it.
 */
export function proxyEquipment(rules: readonly ProxyRule[]): Equipment {
  const relay = new Server({
    host: "127.0.0.1",
    port: 0,
    prepareRequestFunction: ({ hostname }) => ({ upstreamProxyUrl: findUpstreamUrl(rules, hostname) }),
  });
  return {
    async prepare() {
      await relay.listen();
      return [`--proxy-server=http://127.0.0.1:${relay.port}`];
    },
    async clearAway() {
      await relay.close(true);
    },
  };
}
