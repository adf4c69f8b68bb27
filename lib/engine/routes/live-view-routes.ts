import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { HttpError } from "../http/http-error";
import { type AdmissionDeps, admitViewer } from "../live-view/admit-viewer";
import { findPageFile, liveViewPage, pageHeaders } from "../live-view/live-view-page";

const Params = Type.Object({ sessionId: Type.String(), pageId: Type.Optional(Type.String()) });
const Query = Type.Object({ signingKey: Type.Optional(Type.String()) });

/** The pages that live-view links open. They take no API key: their link is it, for one session and for a while. */
export const liveViewRoutes: FastifyPluginAsyncTypebox<AdmissionDeps> = async (api, deps) => {
  api.get("/assets/:name", { schema: { params: Type.Object({ name: Type.String() }) } }, async (request, reply) => {
    const file = findPageFile(request.params.name);
    if (!file) throw new HttpError(404, "There is no such file.");
    return reply.headers(pageHeaders(request.host)).type(file.type).send(file.text);
  });

  for (const url of ["/:sessionId", "/:sessionId/:pageId"]) {
    api.get(url, { schema: { params: Params, querystring: Query } }, async (request, reply) => {
      const { sessionId, pageId } = request.params;
      try {
        const { grant } = await admitViewer({ sessionId, pageId, key: request.query.signingKey ?? "" }, deps);
        return sendPage(request, reply, { isReadOnly: grant.isReadOnly, over: undefined });
      } catch (error) {
        if (!(error instanceof HttpError) || !wantsPage(request)) throw error;
        return sendPage(request, reply.code(error.statusCode), { isReadOnly: true, over: error.message });
      }
    });
  }
};

function sendPage(request: FastifyRequest, reply: FastifyReply, state: Parameters<typeof liveViewPage>[0]) {
  return reply.headers(pageHeaders(request.host)).type("text/html; charset=utf-8").send(liveViewPage(state));
}

/** People get a page that says why, programs Browserbase's error shape. */
function wantsPage({ headers: { accept = "" } }: FastifyRequest): boolean {
  return accept.includes("text/html");
}
