import { expect, test } from "@playwright/test";
import { keyMessage } from "./page/key-message.js";
import { toPlace } from "./page/to-place.js";
import { toInputCommand } from "./to-input-command";

const BOX = { width: 1_000, height: 500, offsetTop: 0, scale: 1 };

test("a point on the screen is the same point of the picture, however it is fitted in", () => {
  const picture = { width: 1_000, height: 500 };
  for (const [box, point, place] of [
    [
      { left: 0, top: 0, width: 1_000, height: 500 },
      { x: 250, y: 250 },
      { x: 0.25, y: 0.5 },
    ],
    [
      { left: 0, top: 0, width: 500, height: 500 },
      { x: 250, y: 125 },
      { x: 0.5, y: 0 },
    ],
    [
      { left: 10, top: 20, width: 2_000, height: 500 },
      { x: 1_010, y: 270 },
      { x: 0.5, y: 0.5 },
    ],
    // Beside the picture counts as its edge.
    [
      { left: 0, top: 0, width: 2_000, height: 500 },
      { x: 10, y: 600 },
      { x: 0, y: 1 },
    ],
  ] as const) {
    expect(toPlace(point, box, picture)).toEqual(place);
  }
});

test("a click in a zoomed page is where that page has it", () => {
  const click = { type: "mouse", action: "down", button: "left", buttons: 1, clickCount: 2, modifiers: 8 } as const;
  const { params } = toInputCommand({ ...click, x: 0.5, y: 0.5 }, { ...BOX, offsetTop: 50, scale: 2 });
  expect(params).toMatchObject({ type: "mousePressed", x: 250, y: 100, button: "left", clickCount: 2, modifiers: 8 });
});

const KEY = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false, repeat: false };

function press(key: Partial<Parameters<typeof keyMessage>[0]> & { key: string }) {
  const getModifierState = () => false;
  return keyMessage({ ...KEY, type: "keydown", code: "", keyCode: 0, location: 0, getModifierState, ...key });
}

test("keys that type bring their text, and shortcuts do not", () => {
  const paramsOf = (key: Parameters<typeof press>[0]) => {
    const { type, ...message } = press(key) ?? {};
    expect(type).toBe("key");
    const typed = {
      action: "down",
      key: "",
      code: "",
      keyCode: 0,
      location: 0,
      isRepeat: false,
      modifiers: 0,
    } as const;
    return toInputCommand({ type: "key", ...typed, ...message, action: "down" }, BOX).params;
  };
  expect(paramsOf({ key: "a", code: "KeyA" })).toMatchObject({ type: "keyDown", text: "a" });
  expect(paramsOf({ key: "A", code: "KeyA", shiftKey: true })).toMatchObject({
    type: "keyDown",
    text: "A",
    modifiers: 8,
  });
  expect(paramsOf({ key: "Enter" })).toMatchObject({ type: "keyDown", text: "\r" });
  expect(paramsOf({ key: "ArrowLeft" })).not.toHaveProperty("text");
  expect(paramsOf({ key: "a", code: "KeyA", ctrlKey: true })).toMatchObject({ type: "rawKeyDown", modifiers: 2 });
  expect(paramsOf({ key: "a", code: "KeyA", metaKey: true })).toMatchObject({ commands: ["selectAll"] });
  const altGr = { ctrlKey: true, altKey: true, getModifierState: () => true };
  expect(paramsOf({ key: "€", code: "KeyE", ...altGr })).toMatchObject({ type: "keyDown", text: "€", modifiers: 0 });
});

test("what is composed or pasted comes as text, and not as keys too", () => {
  expect(press({ key: "a", isComposing: true })).toBeUndefined();
  expect(press({ key: "Unidentified", keyCode: 229 })).toBeUndefined();
  expect(press({ key: "v", ctrlKey: true })).toBeUndefined();
  expect(press({ key: "V", metaKey: true })).toBeUndefined();
  expect(press({ key: "v" })).toMatchObject({ key: "v" });
});
