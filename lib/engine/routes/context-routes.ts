import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { ContextRecord } from "../contexts/context-record";
import type { ContextStore } from "../contexts/context-store";
import { invalidField } from "../http/invalid-field";
import type { ProjectStore } from "../project/project-store";
import { checkProject } from "./check-project";

const Params = Type.Object({ id: Type.String() });

const CreateBody = Type.Object({
  projectId: Type.Optional(Type.String()),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
});

type ContextRoutesOptions = { contexts: ContextStore; projects: ProjectStore };

export const contextRoutes: FastifyPluginAsyncTypebox<ContextRoutesOptions> = async (api, { contexts, projects }) => {
  const uploadFields = uploadFieldsMaker();

  api.post("/", { schema: { body: CreateBody } }, async ({ body }, reply) => {
    const { id: projectId } = projects.project;
    checkProject(body.projectId, projectId);
    const name = body.name?.trim();
    if (name === "") throw invalidField("body/name", "must NOT have fewer than 1 characters");
    const { id } = contexts.create({ projectId, name });
    reply.code(201);
    return { id, ...(await uploadFields()) };
  });

  api.get("/:id", { schema: { params: Params } }, async ({ params: { id } }) => reshapeContext(contexts.get(id)));

  api.put("/:id", { schema: { params: Params } }, async ({ params: { id } }) => {
    contexts.get(id);
    return { id, ...(await uploadFields()) };
  });

  api.delete("/:id", { schema: { params: Params } }, async ({ params: { id } }, reply) => {
    await contexts.delete(id);
    return reply.code(204).send();
  });
};

/**
 * What Browserbase answered when a context could be uploaded, and has to answer still: a URL that leads nowhere and a key
 * of which nobody has the private half. It takes a moment to make, so it is made once.
 */
function uploadFieldsMaker() {
  let publicKey: Promise<string> | undefined;
  return async () => {
    publicKey ??= newPublicKey();
    return {
      uploadUrl: "https://context-upload.invalid/",
      publicKey: await publicKey,
      cipherAlgorithm: "AES-256-CBC",
      initializationVectorSize: 16,
    };
  };
}

async function newPublicKey(): Promise<string> {
  const { publicKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return publicKey.export({ type: "spki", format: "pem" }).toString();
}

function reshapeContext({ id, projectId, name, createdAt, updatedAt }: ContextRecord) {
  return {
    id,
    projectId,
    ...(name !== undefined && { name }),
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}
