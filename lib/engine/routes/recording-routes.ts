import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { HttpError } from "../http/http-error";
import type { SessionManager } from "../session/session-manager";

const Params = Type.Object({ id: Type.String() });

type RecordingRoutesOptions = { sessions: SessionManager };

/** Nothing is recorded here: every session answers as one on Browserbase of which there is no recording. */
export const recordingRoutes: FastifyPluginAsyncTypebox<RecordingRoutesOptions> = async (api, { sessions }) => {
  function check(id: string): void {
    if (!sessions.find(id)) throw new HttpError(404, `Session ${id} not found.`);
  }

  api.get("/:id/recording", { schema: { params: Params } }, async ({ params: { id } }) => {
    check(id);
    return [];
  });

  for (const url of ["/:id/replays", "/:id/replays/:pageId"]) {
    api.get(url, { schema: { params: Params } }, async ({ params: { id } }) => {
      check(id);
      throw new HttpError(404, "Replay not found");
    });
  }

  api.route({
    method: ["GET", "POST"],
    url: "/:id/recording/downloads",
    schema: { params: Params },
    handler: async ({ params: { id } }) => {
      check(id);
      if (sessions.live(id)) throw new HttpError(409, `Session ${id} has not ended.`);
      throw new HttpError(404, "Recording not found");
    },
  });
};
