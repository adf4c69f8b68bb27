import type { MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { invalidField } from "./invalid-field";

/** The file that a multipart request brings in the field `file`; its stream must be read to its end. */
export async function receiveFile(request: FastifyRequest): Promise<MultipartFile> {
  const file = await request.file();
  if (file?.fieldname === "file") return file;
  file?.file.resume();
  throw invalidField("body", "must have required property 'file'");
}
