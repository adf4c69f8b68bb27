// @ts-check

/** Told by the engine; after these nothing comes any more. The first: what was sent would be refused the next time too. */
const VIOLATION = 1008;
const SESSION_ENDED = 4000;
const TAB_CLOSED = 4001;
const LINK_EXPIRED = 4003;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * @typedef {object} Screen
 * @property {(bitmap: ImageBitmap) => void} draw
 * @property {(page: { url: string, title: string }) => void} onPage
 * @property {() => void} onBroken The line broke, and is tried again.
 * @property {(reason: string) => void} onOver Nothing more will come.
 */

/**
 * Follows a tab until it, its session or its link ends. A line that breaks is taken up again, after pauses that double; why
 * one is refused the page's own address tells, since browsers do not say.
 *
 * @param {{ address: URL, isOneTab: boolean, screen: Screen }} options
 * @returns {(message: object) => void} Sends a message; without a line it is lost.
 */
export function followScreen({ address, isOneTab, screen }) {
  let pauseMs = FIRST_PAUSE_MS;
  /** @type {WebSocket} */
  let line = connect();

  function connect() {
    const url = new URL(`${address.pathname.replace(/\/$/, "")}/socket${address.search}`, address);
    url.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    socket.binaryType = "blob";
    let turn = Promise.resolve();
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") return screen.onPage(JSON.parse(data));
      pauseMs = FIRST_PAUSE_MS;
      const decoding = createImageBitmap(data).catch(() => undefined);
      turn = turn.then(async () => show(socket, await decoding));
    };
    socket.onclose = ({ code, reason }) => {
      if (code === SESSION_ENDED || code === LINK_EXPIRED || code === VIOLATION) return screen.onOver(reason);
      if (code === TAB_CLOSED && isOneTab) return screen.onOver(reason);
      screen.onBroken();
      setTimeout(comeBack, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    };
    return socket;
  }

  async function comeBack() {
    const answer = await fetch(address, { headers: { accept: "application/json" } }).catch(() => undefined);
    // No tab, for now; and a browser or an engine that does not answer yet.
    if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 404) {
      const { message } = await answer.json();
      return screen.onOver(message);
    }
    line = connect();
  }

  /**
   * One after the other, since a large picture takes longer than the next; none once the line is closed.
   *
   * @param {WebSocket} socket
   * @param {ImageBitmap | undefined} bitmap Absent for what is no picture; the next may be one.
   */
  function show(socket, bitmap) {
    if (socket.readyState !== WebSocket.OPEN) return bitmap?.close();
    if (bitmap) screen.draw(bitmap);
    socket.send('{"type":"drawn"}');
  }

  return (message) => {
    if (line.readyState === WebSocket.OPEN) line.send(JSON.stringify(message));
  };
}
