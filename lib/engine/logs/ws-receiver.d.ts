import type { Writable } from "node:stream";

/** `ws` exports its frame parser; its published types leave it out. */
declare module "ws" {
  type ReceiverOptions = { isServer?: boolean; maxPayload?: number; skipUTF8Validation?: boolean };

  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can describe events of a class.
  interface Receiver {
    on(event: "message", listener: (data: Buffer, isBinary: boolean) => void): this;
    on(event: "error", listener: (error: Error) => void): this;
  }

  class Receiver extends Writable {
    constructor(options?: ReceiverOptions);
  }
}
