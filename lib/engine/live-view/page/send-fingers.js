// @ts-check
import { placeOf } from "./place-of.js";

/** How far a finger may slip, in pixels, and still tap. */
const TAP_SLIP = 10;
const LONG_PRESS_MS = 600;

/**
 * A finger taps, scrolls by dragging, and opens the context menu by resting; pages need not know of touch for that.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLTextAreaElement} keyboard
 * @param {(message: object) => void} send
 */
export function sendFingers(canvas, keyboard, send) {
  /** @type {{ id: number, x: number, y: number, isDrag: boolean, rest: ReturnType<typeof setTimeout> } | undefined} */
  let finger;

  canvas.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch" || finger) return;
    canvas.setPointerCapture(event.pointerId);
    const rest = setTimeout(() => {
      finger = undefined;
      click(event, "right");
    }, LONG_PRESS_MS);
    finger = { id: event.pointerId, x: event.clientX, y: event.clientY, isDrag: false, rest };
  });

  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== finger?.id) return;
    const [slipX, slipY] = [event.clientX - finger.x, event.clientY - finger.y];
    if (!finger.isDrag && Math.hypot(slipX, slipY) < TAP_SLIP) return;
    clearTimeout(finger.rest);
    finger = { ...finger, x: event.clientX, y: event.clientY, isDrag: true };
    const scale = canvas.width / canvas.clientWidth;
    const delta = { deltaX: -slipX * scale, deltaY: -slipY * scale };
    send({ type: "wheel", ...placeOf(canvas, event), ...delta, modifiers: 0 });
  });

  canvas.addEventListener("pointerup", (event) => {
    if (event.pointerId !== finger?.id) return;
    clearTimeout(finger.rest);
    if (!finger.isDrag) {
      // Brings up the keyboard of a phone, which allows it within the tap only.
      keyboard.focus({ preventScroll: true });
      click(event, "left");
    }
    finger = undefined;
  });

  canvas.addEventListener("pointercancel", (event) => {
    if (event.pointerId !== finger?.id) return;
    clearTimeout(finger.rest);
    finger = undefined;
  });

  /**
   * @param {PointerEvent} event
   * @param {"left" | "right"} button
   */
  function click(event, button) {
    const common = { type: "mouse", ...placeOf(canvas, event), modifiers: 0 };
    send({ ...common, action: "move", button: "none", buttons: 0, clickCount: 0 });
    send({ ...common, action: "down", button, buttons: button === "left" ? 1 : 2, clickCount: 1 });
    send({ ...common, action: "up", button, buttons: 0, clickCount: 1 });
  }
}
