// @ts-check

/**
 * As CDP counts them.
 *
 * @param {{ altKey: boolean, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean }} event
 */
export function modifiersOf({ altKey, ctrlKey, metaKey, shiftKey }) {
  return (altKey ? 1 : 0) | (ctrlKey ? 2 : 0) | (metaKey ? 4 : 0) | (shiftKey ? 8 : 0);
}

/**
 * The message for a key, or undefined for what comes as text: from an input method, from the keyboard on a phone's screen
 * (which names no keys), and by pasting.
 *
 * @param {Pick<KeyboardEvent, "type" | "key" | "code" | "keyCode" | "location" | "repeat" | "isComposing" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "getModifierState">} event
 */
export function keyMessage(event) {
  const { key, code, keyCode, location } = event;
  if (event.isComposing || key === "Process" || key === "Dead" || key === "Unidentified") return undefined;
  const isPaste = (event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === "v";
  if (isPaste) return undefined;
  return {
    type: "key",
    action: event.type === "keyup" ? "up" : "down",
    key,
    code,
    keyCode,
    location,
    isRepeat: event.repeat,
    // Windows reports AltGr as Ctrl and Alt.
    modifiers: event.getModifierState("AltGraph") ? modifiersOf(event) & ~3 : modifiersOf(event),
  };
}

/**
 * What deleting and breaking lines are on a phone's keyboard, which tells of the effect and not of the key.
 *
 * @param {string} inputType
 */
export function keyOfEdit(inputType) {
  if (inputType === "deleteContentBackward") return { key: "Backspace", code: "Backspace", keyCode: 8 };
  if (inputType === "deleteContentForward") return { key: "Delete", code: "Delete", keyCode: 46 };
  if (inputType === "insertLineBreak" || inputType === "insertParagraph") {
    return { key: "Enter", code: "Enter", keyCode: 13 };
  }
  return undefined;
}
