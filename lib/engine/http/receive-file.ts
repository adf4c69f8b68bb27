import type { MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { HttpError } from "./http-error";
import { invalidField } from "./invalid-field";

/**
 * The file that a multipart request brings in the field `file`; its stream must be read to its end, and fails for one that
 * is larger than the route's limit.
 */
export async function receiveFile(request: FastifyRequest): Promise<MultipartFile> {
  const file = await request.file();
  if (file?.fieldname === "file") {
    // What is too long would else end like what is whole.
    file.file.once("limit", () => file.file.destroy(new HttpError(413, "The file is too large.")));
    return file;
  }
  file?.file.resume();
  throw invalidField("body", "must have required property 'file'");
}
