import { type Static, Type } from "typebox";

/** What is kept of a context beside its state. */
export const ContextRecord = Type.Object({
  id: Type.String(),
  projectId: Type.String(),
  name: Type.Optional(Type.String()),
  createdAt: Type.Integer(),
  updatedAt: Type.Integer(),
  /** The folder of its current state; absent until a session has left one. */
  state: Type.Optional(Type.String()),
});
export type ContextRecord = Static<typeof ContextRecord>;
