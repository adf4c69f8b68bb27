import { promisify } from "node:util";
import { constants, deflateRaw, deflateRawSync } from "node:zlib";

const deflate = promisify(deflateRaw);

export type FrameEncoding = "identity" | "gzip";

/** A gzip stream begins with it, whatever follows. */
const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
/**
 * Ends on a byte, without ending the stream, so that any frame can follow any other. The stream as a whole never ends as
 * gzip would have it, with a sum over all of it: clients take it for cut, and ask again, which is what they are to do.
 */
const OPEN_ENDED = { finishFlush: constants.Z_SYNC_FLUSH };

/**
 * A piece of text for many viewers, encoded once for all of them. A compressed frame refers to nothing before it, so
 * that viewers who came at different times can be sent the same bytes.
 */
export class Frame {
  readonly #plain: Uint8Array;
  #compressed: Uint8Array | undefined;

  constructor(text: string) {
    this.#plain = Buffer.from(text);
  }

  /** What a stream in this encoding begins with. */
  static start(encoding: FrameEncoding): Uint8Array[] {
    return encoding === "gzip" ? [GZIP_HEADER] : [];
  }

  bytes(encoding: FrameEncoding): Uint8Array {
    if (encoding === "identity") return this.#plain;
    this.#compressed ??= deflateRawSync(this.#plain, OPEN_ENDED);
    return this.#compressed;
  }

  /** So that compressing a large frame holds nobody up. */
  async prepare(encoding: FrameEncoding): Promise<void> {
    if (encoding === "gzip") this.#compressed ??= await deflate(this.#plain, OPEN_ENDED);
  }
}
