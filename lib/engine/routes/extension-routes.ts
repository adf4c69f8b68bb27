import multipart from "@fastify/multipart";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { ExtensionRecord } from "../extensions/extension-record";
import type { ExtensionStore } from "../extensions/extension-store";
import { receiveFile } from "../http/receive-file";
import type { ProjectStore } from "../project/project-store";

const Params = Type.Object({ id: Type.String() });

/** As on Browserbase. */
const MAX_ARCHIVE_BYTES = 100 * 1024 * 1024;

type ExtensionRoutesOptions = { extensions: ExtensionStore; projects: ProjectStore };

export const extensionRoutes: FastifyPluginAsyncTypebox<ExtensionRoutesOptions> = async (api, options) => {
  const { extensions, projects } = options;
  await api.register(multipart, { limits: { files: 1, fileSize: MAX_ARCHIVE_BYTES } });

  api.post("/", async (request) => {
    const { filename, file } = await receiveFile(request);
    return reshapeExtension(await extensions.create(projects.project.id, filename || "extension.zip", file));
  });

  api.get("/:id", { schema: { params: Params } }, async ({ params: { id } }) => reshapeExtension(extensions.get(id)));

  api.delete("/:id", { schema: { params: Params } }, async ({ params: { id } }, reply) => {
    await extensions.delete(id);
    return reply.code(204).send();
  });
};

function reshapeExtension({ id, projectId, fileName, createdAt }: ExtensionRecord) {
  const instant = new Date(createdAt).toISOString();
  return { id, projectId, fileName, createdAt: instant, updatedAt: instant };
}
