/** What is kept of a message: all of a short one, the beginning and the end of one that is longer than both together. */
export type KeptBytes = { head: number; tail: number };

type Scanned = { head: Buffer; tail: Buffer };

type Frame = {
  isControl: boolean;
  isFinal: boolean;
  /** Absent for a frame that is not masked, as the browser's are. */
  mask: Buffer | undefined;
  length: number;
  /** How much of its payload has passed. */
  passed: number;
};

const NO_BYTES = Buffer.alloc(0);
const CONTINUATION = 0;
const FIRST_CONTROL = 8;
const MAX_HEADER_BYTES = 14;
const EXTENDED_LENGTH_BYTES = new Map([
  [126, 2],
  [127, 8],
]);

/**
 * Finds the messages in one direction of a WebSocket connection without ever holding one: of each it keeps the bytes it
 * was told to, and lets the rest pass. Chunks may end anywhere. It reads what RFC 6455 allows without extensions, and
 * gives up for good on anything else: after a malformed frame nobody knows where the next one begins.
 */
export class FrameScanner {
  readonly #kept: KeptBytes;
  readonly #onMessage: (message: Scanned) => void;
  /** A header that has not come whole. */
  #header = NO_BYTES;
  #frame: Frame | undefined;
  /** The message that is passing, over all its frames. */
  #message: { length: number; begin: Buffer[]; begun: number; end: Buffer } | undefined;
  #isBroken = false;

  constructor(kept: KeptBytes, onMessage: (message: Scanned) => void) {
    this.#kept = kept;
    this.#onMessage = onMessage;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0 && !this.#isBroken) {
      rest = this.#frame ? this.#readPayload(this.#frame, rest) : this.#readHeader(rest);
    }
  }

  /** Returns what follows the header, or nothing while the header is not whole. */
  #readHeader(chunk: Buffer): Buffer {
    const bytes = this.#header.length > 0 ? Buffer.concat([this.#header, chunk.subarray(0, MAX_HEADER_BYTES)]) : chunk;
    const size = headerSize(bytes);
    if (size === undefined) {
      this.#header = Buffer.from(bytes);
      return NO_BYTES;
    }
    const rest = chunk.subarray(size - this.#header.length);
    this.#header = NO_BYTES;
    this.#begin(bytes, size);
    return rest;
  }

  #begin(header: Buffer, size: number): void {
    const [first = 0, second = 0] = header;
    const opcode = first & 0x0f;
    const isMasked = (second & 0x80) !== 0;
    const length = payloadLength(header);
    const frame: Frame = {
      isControl: opcode >= FIRST_CONTROL,
      isFinal: (first & 0x80) !== 0,
      mask: isMasked ? Buffer.from(header.subarray(size - 4, size)) : undefined,
      length,
      passed: 0,
    };
    if (!this.#isSound(frame, first, opcode)) {
      this.#isBroken = true;
      this.#message = undefined;
      return;
    }
    if (!frame.isControl) this.#message ??= { length: 0, begin: [], begun: 0, end: NO_BYTES };
    this.#frame = frame;
    if (length === 0) this.#finish(frame);
  }

  #isSound({ isControl, isFinal, length }: Frame, first: number, opcode: number): boolean {
    const hasExtensionBits = (first & 0x70) !== 0;
    if (hasExtensionBits || !Number.isSafeInteger(length)) return false;
    if (isControl) return opcode <= 10 && isFinal && length <= 125;
    const continues = opcode === CONTINUATION;
    return opcode <= 2 && continues === (this.#message !== undefined);
  }

  #readPayload(frame: Frame, chunk: Buffer): Buffer {
    const part = chunk.subarray(0, frame.length - frame.passed);
    if (!frame.isControl) this.#keep(part, frame);
    frame.passed += part.length;
    if (frame.passed === frame.length) this.#finish(frame);
    return chunk.subarray(part.length);
  }

  #finish(frame: Frame): void {
    this.#frame = undefined;
    const message = this.#message;
    if (frame.isControl || !frame.isFinal || !message) return;
    this.#message = undefined;
    const begin = message.begin.length === 1 ? (message.begin[0] ?? NO_BYTES) : Buffer.concat(message.begin);
    const isWhole = message.length <= this.#kept.head + this.#kept.tail;
    this.#onMessage(
      isWhole ? { head: begin, tail: NO_BYTES } : { head: begin.subarray(0, this.#kept.head), tail: message.end },
    );
  }

  #keep(part: Buffer, { mask, passed }: Frame): void {
    const message = this.#message;
    if (!message) return;
    message.length += part.length;
    const { head, tail } = this.#kept;
    const wanted = Math.min(part.length, head + tail - message.begun);
    if (wanted > 0) {
      message.begin.push(unmasked(part.subarray(0, wanted), mask, passed));
      message.begun += wanted;
    }
    if (tail === 0) return;
    const last = part.subarray(-tail);
    const copy = unmasked(last, mask, passed + part.length - last.length);
    message.end = copy.length === tail ? copy : Buffer.concat([message.end, copy]).subarray(-tail);
  }
}

/** How many bytes a frame's header takes, or undefined while too few have come to know. */
function headerSize(bytes: Buffer): number | undefined {
  const second = bytes[1];
  if (second === undefined) return undefined;
  const code = second & 0x7f;
  const size = 2 + (EXTENDED_LENGTH_BYTES.get(code) ?? 0) + ((second & 0x80) !== 0 ? 4 : 0);
  return bytes.length >= size ? size : undefined;
}

function payloadLength(header: Buffer): number {
  const code = (header[1] ?? 0) & 0x7f;
  if (code === 126) return header.readUInt16BE(2);
  return code === 127 ? Number(header.readBigUInt64BE(2)) : code;
}

/** A copy: the original is still on its way to the other side. */
function unmasked(bytes: Buffer, mask: Buffer | undefined, offset: number): Buffer {
  const copy = Buffer.from(bytes);
  if (!mask) return copy;
  for (let index = 0; index < copy.length; index++)
    copy[index] = (copy[index] ?? 0) ^ (mask[(offset + index) & 3] ?? 0);
  return copy;
}
