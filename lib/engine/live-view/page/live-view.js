// @ts-check
import { followScreen } from "./follow-screen.js";
import { sendFingers } from "./send-fingers.js";
import { sendKeys } from "./send-keys.js";
import { sendMouse } from "./send-mouse.js";

const address = new URL(location.href);
const { mode, over } = document.body.dataset;
const canvas = find("canvas", HTMLCanvasElement);
const status = find("[role=status]", HTMLElement);

find("header", HTMLElement).hidden =
  address.searchParams.get("fullscreen") === "true" || address.searchParams.get("navbar") === "false";
find("#mode", HTMLElement).textContent = mode === "look" ? "Look only" : "Live";

if (over) end(over);
else watch();

function watch() {
  const isOneTab = address.pathname.split("/").filter(Boolean).length > 2;
  const send = followScreen({ address, isOneTab, screen: { draw, onPage, onBroken, onOver: end } });
  // The engine takes no input by a link that is for looking; there is no need to send any.
  if (mode !== "use") return;
  const keyboard = find("textarea", HTMLTextAreaElement);
  keyboard.hidden = false;
  /** @param {object} message */
  const point = (message) => {
    // Before the first picture there is no place on it.
    if (canvas.width > 0) send(message);
  };
  sendMouse(canvas, keyboard, point);
  sendFingers(canvas, keyboard, point);
  sendKeys(keyboard, send);
}

/** @param {ImageBitmap} bitmap */
function draw(bitmap) {
  const { width, height } = bitmap;
  // Setting a size clears the canvas, even to the same one.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  document.body.dataset.phase = "live";
  status.textContent = "";
}

/** @param {{ url: string, title: string }} page */
function onPage({ url, title }) {
  find("#url", HTMLElement).textContent = url;
  find("#title", HTMLElement).textContent = title;
  document.title = title ? `${title} – Live view` : "Live view";
}

function onBroken() {
  document.body.dataset.phase = "broken";
  status.textContent = "Reconnecting…";
}

/** @param {string} reason */
function end(reason) {
  document.body.dataset.phase = "over";
  status.textContent = reason;
  find("#mode", HTMLElement).textContent = "";
  // What Browserbase's live view tells the page that holds it; it is no secret, and that page may be anybody's.
  if (window.parent !== window) window.parent.postMessage("browserbase-disconnected", "*");
}

/**
 * @template {HTMLElement} T
 * @param {string} selector
 * @param {new () => T} type
 */
function find(selector, type) {
  const element = document.querySelector(selector);
  if (element instanceof type) return element;
  throw new Error(`The page has no ${selector}`);
}
