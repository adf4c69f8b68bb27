import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { lookup } from "mrmime";
import { Type } from "typebox";
import type { DownloadedFile, SessionFiles } from "../files/session-files";
import { HttpError } from "../http/http-error";
import { invalidField } from "../http/invalid-field";
import type { SessionManager } from "../session/session-manager";

const Params = Type.Object({ id: Type.String() });

/** Query strings are text, and this server takes no text for a number. */
const Digits = Type.Optional(Type.String({ pattern: "^\\d{1,15}$" }));
const Instant = Type.Optional(Type.String({ format: "date-time" }));

const ListQuery = Type.Object({
  sessionId: Type.String(),
  filename: Type.Optional(Type.String({ maxLength: 255 })),
  mimeType: Type.Optional(Type.String({ maxLength: 255 })),
  minSize: Digits,
  maxSize: Digits,
  createdAfter: Instant,
  createdBefore: Instant,
  limit: Digits,
  offset: Digits,
});
type ListQuery = Type.Static<typeof ListQuery>;

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

type DownloadRoutesOptions = { sessions: SessionManager; files: SessionFiles };

export const downloadRoutes: FastifyPluginAsyncTypebox<DownloadRoutesOptions> = async (api, { sessions, files }) => {
  async function find(id: string): Promise<DownloadedFile> {
    const file = await files.find(id);
    if (file) return file;
    throw new HttpError(404, `Download ${id} not found.`);
  }

  api.get("/", { schema: { querystring: ListQuery } }, async ({ query }) => {
    if (!sessions.find(query.sessionId)) throw new HttpError(404, `Session ${query.sessionId} not found.`);
    const limit = Number(query.limit ?? DEFAULT_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) throw invalidField("querystring/limit", `must be from 1 to ${MAX_LIMIT}`);
    const offset = Number(query.offset ?? 0);
    const matching = (await files.list(query.sessionId)).filter((file) => matches(file, query));
    const downloads = await Promise.all(matching.slice(offset, offset + limit).map(reshapeDownload));
    return { downloads, total: matching.length, limit, offset };
  });

  api.get("/:id", { schema: { params: Params } }, async ({ params: { id }, headers }, reply) => {
    const file = await find(id);
    if (!headers.accept?.includes("application/octet-stream")) return reshapeDownload(file);
    reply.header("content-type", "application/octet-stream").header("content-length", file.size);
    return reply.send(createReadStream(file.path));
  });

  api.delete("/:id", { schema: { params: Params } }, async ({ params: { id } }, reply) => {
    await files.delete(await find(id));
    return reply.code(204).send();
  });
};

function matches({ filename, size, createdAt }: DownloadedFile, query: ListQuery): boolean {
  const { minSize, maxSize, createdAfter, createdBefore } = query;
  return (
    (query.filename === undefined || query.filename === filename) &&
    (query.mimeType === undefined || query.mimeType === mimeTypeOf(filename)) &&
    (minSize === undefined || size >= Number(minSize)) &&
    (maxSize === undefined || size <= Number(maxSize)) &&
    (createdAfter === undefined || createdAt >= Date.parse(createdAfter)) &&
    (createdBefore === undefined || createdAt <= Date.parse(createdBefore))
  );
}

async function reshapeDownload({ id, sessionId, path, filename, size, createdAt }: DownloadedFile) {
  return {
    id,
    sessionId,
    filename,
    mimeType: mimeTypeOf(filename),
    size,
    checksum: await checksumOf(path),
    createdAt: new Date(createdAt).toISOString(),
  };
}

function mimeTypeOf(filename: string): string {
  return lookup(filename) ?? "application/octet-stream";
}

async function checksumOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
