import { ZipFile } from "yazl";
import type { DownloadedFile } from "./session-files";

/** A zip of the files, made while it is read. */
export function zipFiles(files: readonly DownloadedFile[]): NodeJS.ReadableStream {
  const zip = new ZipFile();
  for (const { path, filename } of files) zip.addFile(path, filename);
  zip.end();
  return zip.outputStream;
}
