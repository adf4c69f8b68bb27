import { createReadStream, type ReadStream } from "node:fs";
import { PassThrough, type Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { DownloadedFile } from "./session-files";

/** A zip of the files, made while it is read. It breaks off at a file that is gone by then. */
export function zipFiles(files: readonly Pick<DownloadedFile, "path" | "filename">[]): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  let reading: ReadStream | undefined;
  for (const { path, filename } of files) {
    zip.addReadStreamLazy(filename, (read) => {
      // What nobody reads any more ends here.
      if (output.destroyed) return;
      reading = createReadStream(path);
      reading.once("error", (error) => output.destroy(error));
      read(null, reading);
    });
  }
  zip.once("error", (error) => output.destroy(error));
  zip.end();
  zip.outputStream.pipe(output);
  output.once("close", () => reading?.destroy());
  return output;
}
