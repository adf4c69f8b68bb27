// @ts-check
import { toPlace } from "./to-place.js";

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{ clientX: number, clientY: number }} event
 */
export function placeOf(canvas, { clientX, clientY }) {
  return toPlace({ x: clientX, y: clientY }, canvas.getBoundingClientRect(), canvas);
}
