import { type Static, Type } from "typebox";
import { REGIONS, SESSION_STATUSES } from "../wire";

/** What is kept of a session, on disk too: no secret, and all times in milliseconds since the epoch. */
export const SessionRecord = Type.Object({
  id: Type.String(),
  projectId: Type.String(),
  status: Type.Enum(SESSION_STATUSES),
  keepAlive: Type.Boolean(),
  region: Type.Enum(REGIONS),
  createdAt: Type.Integer(),
  updatedAt: Type.Integer(),
  expiresAt: Type.Integer(),
  endedAt: Type.Optional(Type.Integer()),
  /** Set where it was switched off. */
  recordSession: Type.Optional(Type.Boolean()),
  contextId: Type.Optional(Type.String()),
  userMetadata: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
export type SessionRecord = Static<typeof SessionRecord>;
