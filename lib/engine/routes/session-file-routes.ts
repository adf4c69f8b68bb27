import multipart from "@fastify/multipart";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { SessionFiles } from "../files/session-files";
import type { UploadStore } from "../files/upload-store";
import { zipFiles } from "../files/zip-files";
import { HttpError } from "../http/http-error";
import { receiveFile } from "../http/receive-file";
import type { SessionManager } from "../session/session-manager";

const Params = Type.Object({ id: Type.String() });

/** Far beyond what a form takes; one upload must not fill the disk. */
const MAX_UPLOAD_BYTES = 1024 ** 3;

type SessionFileRoutesOptions = { sessions: SessionManager; files: SessionFiles; uploads: UploadStore };

/** What goes into a session, and what comes out of it. */
export const sessionFileRoutes: FastifyPluginAsyncTypebox<SessionFileRoutesOptions> = async (api, options) => {
  const { sessions, files, uploads } = options;
  await api.register(multipart, { limits: { files: 1, fileSize: MAX_UPLOAD_BYTES } });

  function check(id: string): void {
    if (!sessions.find(id)) throw new HttpError(404, `Session ${id} not found.`);
  }

  const isRunning = (id: string) => sessions.live(id)?.isRunning ?? false;
  const over = (id: string) => new HttpError(410, `Session ${id} is over and takes no more files.`);

  api.post("/:id/uploads", { schema: { params: Params } }, async (request) => {
    const { id } = request.params;
    check(id);
    const { filename, file } = await receiveFile(request);
    if (!isRunning(id)) {
      file.resume();
      throw over(id);
    }
    await uploads.save(id, filename, file).catch((error) => {
      // The session's folder went with it.
      throw isRunning(id) ? error : over(id);
    });
    if (isRunning(id)) return { message: "File uploaded successfully" };
    await uploads.forget(id);
    throw over(id);
  });

  api.get("/:id/downloads", { schema: { params: Params } }, async ({ params: { id } }, reply) => {
    check(id);
    reply
      .header("content-type", "application/zip")
      .header("content-disposition", 'attachment; filename="downloads.zip"');
    return reply.send(zipFiles(await files.list(id)));
  });

  api.delete("/:id/downloads", { schema: { params: Params } }, async ({ params: { id } }, reply) => {
    check(id);
    for (const file of await files.list(id)) await files.delete(file);
    return reply.code(204).send();
  });
};
