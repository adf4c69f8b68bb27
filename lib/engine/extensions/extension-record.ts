import { type Static, Type } from "typebox";

/** What is kept of an extension beside its files. */
export const ExtensionRecord = Type.Object({
  id: Type.String(),
  projectId: Type.String(),
  fileName: Type.String({ minLength: 1 }),
  createdAt: Type.Integer(),
});
export type ExtensionRecord = Static<typeof ExtensionRecord>;
