import type { Frame, FrameEncoding } from "./frame";

/** What may wait for a viewer beside what it is sent at first. A line that is this far behind is better begun anew. */
const MAX_WAITING_BYTES = 1024 * 1024;

type Options = {
  encoding: FrameEncoding;
  /** What it is sent at once. */
  first: readonly Uint8Array[];
};

/** One open stream. It ends when the viewer leaves, falls behind or is sent away, and `signal` tells. */
export class Viewer {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #encoding: FrameEncoding;
  readonly #ending = new AbortController();
  #hasFallenBehind = false;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor({ encoding, first }: Options) {
    this.#encoding = encoding;
    const firstBytes = first.reduce((total, { byteLength }) => total + byteLength, 0);
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
          for (const bytes of first) controller.enqueue(bytes);
        },
        cancel: () => this.#ending.abort(),
      },
      { highWaterMark: firstBytes + MAX_WAITING_BYTES, size: ({ byteLength }) => byteLength },
    );
  }

  /** Aborted once the stream has ended, whoever ended it. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Whether it was broken off because what it was to be sent piled up. */
  get hasFallenBehind(): boolean {
    return this.#hasFallenBehind;
  }

  send(frame: Frame): void {
    if (this.signal.aborted || !this.#controller) return;
    this.#controller.enqueue(frame.bytes(this.#encoding));
    if ((this.#controller.desiredSize ?? 0) < 0) this.#drop();
  }

  /** After what was sent already. */
  end(): void {
    if (this.signal.aborted) return;
    this.#controller?.close();
    this.#ending.abort();
  }

  /** Throws away what waits. By this name Next takes the error for nobody's fault. */
  #drop(): void {
    this.#hasFallenBehind = true;
    this.#controller?.error(new DOMException("The viewer cannot keep up.", "AbortError"));
    this.#ending.abort();
  }
}
