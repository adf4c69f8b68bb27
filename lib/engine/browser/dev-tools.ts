import { openDevToolsSocket } from "../connect/open-devtools-socket";
import type { UpgradedSocket } from "../connect/splice";
import type { DevTools, DevToolsAddress } from "./session-browser";

/**
 * Opens one WebSocket at a browser in advance, while the browser's session is still being made: who connects first waits
 * for no handshake of Chromium's, which takes long while many start.
 */
export function openAhead({ port, path }: DevToolsAddress): DevTools {
  const address = { port, path };
  let ahead: Promise<UpgradedSocket | undefined> | undefined = openDevToolsSocket(address).catch(() => undefined);
  return {
    ...address,
    async open() {
      const first = ahead;
      ahead = undefined;
      const opened = await first;
      return opened && !opened.socket.destroyed ? opened : openDevToolsSocket(address);
    },
  };
}
