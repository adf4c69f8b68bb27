import type { InputMessage } from "./viewer-message";

/** The page's own coordinates of what a frame shows. */
export type FrameBox = { width: number; height: number; offsetTop: number; scale: number };

type Command = { method: string; params: object };
type Message<Type extends InputMessage["type"]> = Extract<InputMessage, { type: Type }>;

const META = 4;
/** Browsers on a Mac leave these to the system, which knows nothing of keys that come over CDP. */
const MAC_COMMANDS: Readonly<Record<string, string>> = { KeyA: "selectAll", KeyC: "copy", KeyX: "cut", KeyZ: "undo" };
const CTRL_ALT_META = 7;

/** The CDP command for what a person did in a live view. */
export function toInputCommand(message: InputMessage, box: FrameBox): Command {
  switch (message.type) {
    case "mouse":
      return { method: "Input.dispatchMouseEvent", params: toMouseEvent(message, box) };
    case "wheel":
      return { method: "Input.dispatchMouseEvent", params: toWheelEvent(message, box) };
    case "key":
      return { method: "Input.dispatchKeyEvent", params: toKeyEvent(message) };
    case "text":
      return { method: "Input.insertText", params: { text: message.text } };
  }
}

const MOUSE_TYPES = { move: "mouseMoved", down: "mousePressed", up: "mouseReleased" } as const;

function toMouseEvent({ action, button, buttons, clickCount, modifiers, ...place }: Message<"mouse">, box: FrameBox) {
  return { type: MOUSE_TYPES[action], ...toPagePlace(place, box), button, buttons, clickCount, modifiers };
}

function toWheelEvent({ deltaX, deltaY, modifiers, ...place }: Message<"wheel">, box: FrameBox) {
  return { type: "mouseWheel", ...toPagePlace(place, box), deltaX, deltaY, modifiers };
}

function toKeyEvent({ action, key, code, keyCode, location, isRepeat, modifiers }: Message<"key">) {
  const common = { key, code, windowsVirtualKeyCode: keyCode, location, modifiers };
  if (action === "up") return { type: "keyUp", ...common };
  const text = textOf(key, modifiers);
  const command = modifiers === META ? MAC_COMMANDS[code] : undefined;
  const typed = text === undefined ? { type: "rawKeyDown" } : { type: "keyDown", text, unmodifiedText: text };
  return { ...typed, ...common, autoRepeat: isRepeat, ...(command && { commands: [command] }) };
}

/** AltGr is no shortcut: what it types comes as a key of one character, without modifiers. */
function textOf(key: string, modifiers: number): string | undefined {
  if (key === "Enter") return "\r";
  if ((modifiers & CTRL_ALT_META) !== 0) return undefined;
  return [...key].length === 1 ? key : undefined;
}

function toPagePlace({ x, y }: { x: number; y: number }, { width, height, offsetTop, scale }: FrameBox) {
  return { x: (x * width) / scale, y: (y * height - offsetTop) / scale };
}
