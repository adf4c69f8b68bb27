import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { openPromise } from "yauzl";

export type UnzipLimits = { maxFiles: number; maxBytes: number };

/**
 * Unpacks an archive into a folder, with its content within the limits: a small archive can hold a disk full. The reader
 * refuses names that lead out of the folder, and contents that are not of the size they claim.
 */
export async function unzip(path: string, folder: string, { maxFiles, maxBytes }: UnzipLimits): Promise<void> {
  const zip = await openPromise(path, { autoClose: false });
  try {
    if (zip.entryCount > maxFiles) throw new Error(`it holds more than ${maxFiles} files`);
    let bytes = 0;
    for await (const entry of zip.eachEntry()) {
      bytes += entry.uncompressedSize;
      if (bytes > maxBytes) throw new Error(`it unpacks to more than ${maxBytes} bytes`);
      if (entry.fileName.endsWith("/")) continue;
      const target = join(folder, entry.fileName);
      await mkdir(dirname(target), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
    }
  } finally {
    zip.close();
  }
}
