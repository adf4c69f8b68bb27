// @ts-check
import { keyMessage, keyOfEdit } from "./key-message.js";

/**
 * Keys as they are pressed; what is composed, pasted, or comes from a phone's keyboard as text.
 *
 * @param {HTMLTextAreaElement} keyboard
 * @param {(message: object) => void} send
 */
export function sendKeys(keyboard, send) {
  /** Keys whose release must follow, by their code. @type {Map<string, object>} */
  const pressed = new Map();

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const message = keyMessage(event);
    if (!message) return;
    event.preventDefault();
    if (message.action === "down") pressed.set(message.code, { ...message, action: "up" });
    else pressed.delete(message.code);
    send(message);
  }

  keyboard.addEventListener("keydown", onKey);
  keyboard.addEventListener("keyup", onKey);
  keyboard.addEventListener("blur", () => {
    for (const release of pressed.values()) send(release);
    pressed.clear();
  });

  keyboard.addEventListener("beforeinput", (event) => {
    const key = keyOfEdit(event.inputType);
    if (!key || event.isComposing) return;
    event.preventDefault();
    const message = { type: "key", ...key, location: 0, isRepeat: false, modifiers: 0 };
    send({ ...message, action: "down" });
    send({ ...message, action: "up" });
  });
  keyboard.addEventListener("input", (event) => {
    if (event instanceof InputEvent && !event.isComposing) flush();
  });
  keyboard.addEventListener("compositionend", flush);
  keyboard.addEventListener("paste", (event) => {
    event.preventDefault();
    sendText(event.clipboardData?.getData("text/plain") ?? "");
  });

  function flush() {
    sendText(keyboard.value);
    keyboard.value = "";
  }

  /** @param {string} text */
  function sendText(text) {
    // The engine takes so much in one message.
    for (const part of text.match(/.{1,50000}/gsu) ?? []) send({ type: "text", text: part });
  }
}
