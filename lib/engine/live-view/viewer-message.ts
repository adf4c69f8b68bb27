import { type Static, Type } from "typebox";

/** A place on the screen, from its upper left corner (0, 0) to its lower right one (1, 1). */
const Place = { x: Type.Number({ minimum: 0, maximum: 1 }), y: Type.Number({ minimum: 0, maximum: 1 }) };
/** As CDP counts them: Alt 1, Ctrl 2, Meta 4, Shift 8. */
const Modifiers = Type.Integer({ minimum: 0, maximum: 15 });
const Scroll = Type.Number({ minimum: -100_000, maximum: 100_000 });
const KeyName = Type.String({ maxLength: 32 });

const MouseMessage = Type.Object({
  type: Type.Literal("mouse"),
  action: Type.Enum(["move", "down", "up"]),
  ...Place,
  button: Type.Enum(["none", "left", "middle", "right", "back", "forward"]),
  buttons: Type.Integer({ minimum: 0, maximum: 31 }),
  clickCount: Type.Integer({ minimum: 0, maximum: 3 }),
  modifiers: Modifiers,
});

const WheelMessage = Type.Object({
  type: Type.Literal("wheel"),
  ...Place,
  deltaX: Scroll,
  deltaY: Scroll,
  modifiers: Modifiers,
});

const KeyMessage = Type.Object({
  type: Type.Literal("key"),
  action: Type.Enum(["down", "up"]),
  key: KeyName,
  code: KeyName,
  keyCode: Type.Integer({ minimum: 0, maximum: 65_535 }),
  location: Type.Integer({ minimum: 0, maximum: 3 }),
  isRepeat: Type.Boolean(),
  modifiers: Modifiers,
});

/** What was composed, pasted, or came from a keyboard on a screen. */
const TextMessage = Type.Object({
  type: Type.Literal("text"),
  text: Type.String({ minLength: 1, maxLength: 100_000 }),
});

export const InputMessage = Type.Union([MouseMessage, WheelMessage, KeyMessage, TextMessage]);
export type InputMessage = Static<typeof InputMessage>;

/** Everything that a viewer's page sends; `drawn` tells that a frame is on its screen, and asks for another. */
export const ViewerMessage = Type.Union([Type.Object({ type: Type.Literal("drawn") }), InputMessage]);
export type ViewerMessage = Static<typeof ViewerMessage>;
