import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

export async function zipOf(contents: Record<string, string>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(contents)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}
