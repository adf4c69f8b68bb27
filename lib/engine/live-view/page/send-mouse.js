// @ts-check
import { modifiersOf } from "./key-message.js";
import { placeOf } from "./place-of.js";

const BUTTONS = ["left", "middle", "right", "back", "forward"];
/** What counts as clicking again. */
const AGAIN = { withinMs: 500, withinPixels: 5 };
const WHEEL_LINE = 16;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLTextAreaElement} keyboard
 * @param {(message: object) => void} send
 */
export function sendMouse(canvas, keyboard, send) {
  /** @type {PointerEvent | undefined} */
  let moved;
  let clickCount = 0;
  let clickedAt = 0;
  let clickedX = 0;
  let clickedY = 0;

  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    // One a frame is as many as anybody sees.
    if (!moved) requestAnimationFrame(flushMove);
    moved = event;
  });

  canvas.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") return;
    event.preventDefault();
    keyboard.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    const isAgain = event.timeStamp - clickedAt < AGAIN.withinMs && distanceTo(event) < AGAIN.withinPixels;
    clickCount = isAgain ? Math.min(clickCount + 1, 3) : 1;
    [clickedAt, clickedX, clickedY] = [event.timeStamp, event.x, event.y];
    press(event, "down");
  });

  canvas.addEventListener("pointerup", (event) => {
    if (event.pointerType !== "touch") press(event, "up");
  });

  canvas.addEventListener("contextmenu", (event) => event.preventDefault());

  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const unit = [1, WHEEL_LINE, canvas.clientHeight][event.deltaMode] ?? 1;
      const delta = { deltaX: event.deltaX * unit, deltaY: event.deltaY * unit };
      send({ type: "wheel", ...placeOf(canvas, event), ...delta, modifiers: modifiersOf(event) });
    },
    { passive: false },
  );

  /** @param {PointerEvent} event */
  function distanceTo({ x, y }) {
    return Math.hypot(x - clickedX, y - clickedY);
  }

  function flushMove() {
    if (moved) sendMouseEvent(moved, "move", "none", 0);
    moved = undefined;
  }

  /**
   * @param {PointerEvent} event
   * @param {"down" | "up"} action
   */
  function press(event, action) {
    flushMove();
    sendMouseEvent(event, action, BUTTONS[event.button] ?? "none", clickCount);
  }

  /**
   * @param {PointerEvent} event
   * @param {"move" | "down" | "up"} action
   * @param {string} button
   * @param {number} count
   */
  function sendMouseEvent(event, action, button, count) {
    const { buttons } = event;
    const modifiers = modifiersOf(event);
    send({ type: "mouse", action, ...placeOf(canvas, event), button, buttons, clickCount: count, modifiers });
  }
}
