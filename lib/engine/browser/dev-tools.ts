import { openDevToolsSocket } from "../connect/open-devtools-socket";
import type { UpgradedSocket } from "../connect/splice";
import type { DevTools, DevToolsAddress } from "./session-browser";

/** Whoever comes later finds a calmer machine, and shall learn from Chromium's handshake whether it still answers. */
const KEPT_MS = 5_000;

/**
 * Opens one WebSocket at a browser in advance, while the browser's session is still being made: who connects right away
 * waits for no handshake of Chromium's, which takes long while many start.
 */
export function openAhead({ port, path }: DevToolsAddress, keptMs = KEPT_MS): DevTools {
  const address = { port, path };
  let ahead: Promise<UpgradedSocket | undefined> | undefined = openDevToolsSocket(address).catch(() => undefined);
  const take = () => {
    const taken = ahead;
    ahead = undefined;
    return taken;
  };
  setTimeout(() => void take()?.then((unused) => unused?.socket.destroy()), keptMs).unref();
  return {
    ...address,
    async open() {
      const opened = await take();
      return opened && !opened.socket.destroyed ? opened : openDevToolsSocket(address);
    },
  };
}
