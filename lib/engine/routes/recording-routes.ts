import { Readable } from "node:stream";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { HttpError } from "../http/http-error";
import type { RecordingStore } from "../recording/recording-store";
import type { SessionManager } from "../session/session-manager";
import type { SessionRecord } from "../session/session-record";

const Params = Type.Object({ id: Type.String() });

type RecordingRoutesOptions = { sessions: SessionManager; recordings: RecordingStore };

/** Recordings as rrweb events. There is no video here: replays and downloads answer as of a session that has none. */
export const recordingRoutes: FastifyPluginAsyncTypebox<RecordingRoutesOptions> = async (api, options) => {
  const { sessions, recordings } = options;

  function find(id: string): SessionRecord {
    const record = sessions.find(id);
    if (record) return record;
    throw new HttpError(404, `Session ${id} not found.`);
  }

  api.get("/:id/recording", { schema: { params: Params } }, async ({ params: { id } }, reply) => {
    find(id);
    return reply.type("application/json; charset=utf-8").send(Readable.from(recordings.read(id)));
  });

  for (const url of ["/:id/replays", "/:id/replays/:pageId"]) {
    api.get(url, { schema: { params: Params } }, async ({ params: { id } }) => {
      find(id);
      throw new HttpError(404, "Replay not found");
    });
  }

  api.route({
    method: ["GET", "POST"],
    url: "/:id/recording/downloads",
    schema: { params: Params },
    handler: async ({ params: { id } }) => {
      const { recordSession = true } = find(id);
      if (!recordSession) throw new HttpError(422, `Session ${id} was created with recordSession: false.`);
      if (sessions.live(id)) throw new HttpError(409, `Session ${id} has not ended.`);
      throw new HttpError(404, "Recording not found");
    },
  });
};
