import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

const ScreencastFrame = Type.Object({
  data: Type.String(),
  sessionId: Type.Integer(),
  metadata: Type.Object({
    offsetTop: Type.Number(),
    pageScaleFactor: Type.Number(),
    deviceWidth: Type.Number(),
    deviceHeight: Type.Number(),
  }),
});
/** The params of `Page.screencastFrame`; its `sessionId` is the frame's own number. */
export type ScreencastFrame = Static<typeof ScreencastFrame>;

export function isScreencastFrame(params: unknown): params is ScreencastFrame {
  return Value.Check(ScreencastFrame, params);
}
