// @ts-check

/**
 * Where a point of the window lies on a picture that is fitted into a box whole, from (0, 0) to (1, 1); beside the picture
 * it is at its edge.
 *
 * @param {{ x: number, y: number }} point
 * @param {{ left: number, top: number, width: number, height: number }} box
 * @param {{ width: number, height: number }} picture
 */
export function toPlace(point, box, picture) {
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  const left = box.left + (box.width - width) / 2;
  const top = box.top + (box.height - height) / 2;
  return { x: clamp((point.x - left) / width), y: clamp((point.y - top) / height) };
}

/** @param {number} fraction */
function clamp(fraction) {
  return Math.min(1, Math.max(0, fraction));
}
