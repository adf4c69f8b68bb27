import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

const Reply = Type.Object({
  id: Type.Integer(),
  result: Type.Optional(Type.Unknown()),
  error: Type.Optional(Type.Object({ message: Type.String() })),
});

const Event = Type.Object({
  method: Type.String(),
  params: Type.Unknown(),
  sessionId: Type.Optional(Type.String()),
});

/** An event as Chromium sent it; whoever reads its params checks them. */
export type CdpEvent = Static<typeof Event>;

type Call = { resolve(result: unknown): void; reject(error: Error): void };

type CdpLine = {
  write(message: string): void;
  /** Told of what a listener threw: what a page can bring about must not end the engine. */
  onFailure(error: unknown): void;
};

/** What is said on one CDP line, whatever it is made of: commands with their answers, and events. */
export class CdpCalls {
  readonly #line: CdpLine;
  readonly #listeners = new Set<(event: CdpEvent) => void>();
  readonly #calls = new Map<number, Call>();
  #lastId = 0;
  #failure: Error | undefined;

  constructor(line: CdpLine) {
    this.#line = line;
  }

  onEvent(listener: (event: CdpEvent) => void): void {
    this.#listeners.add(listener);
  }

  /** A command to the browser, or to the target that a CDP session is attached to. */
  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      const id = ++this.#lastId;
      this.#calls.set(id, { resolve, reject });
      this.#line.write(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  take(text: string): void {
    const message = parseJson(text);
    if (Value.Check(Reply, message)) this.#answer(message);
    else if (Value.Check(Event, message)) this.#tell(message);
  }

  /** The line is closed: nothing that was asked, or will be, is answered any more. */
  fail(reason: string): void {
    this.#failure = new Error(reason);
    for (const call of this.#calls.values()) call.reject(this.#failure);
    this.#calls.clear();
  }

  #tell(event: CdpEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#line.onFailure(error);
      }
    }
  }

  #answer({ id, result, error }: Static<typeof Reply>): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  }
}

/** Undefined for what is no JSON: the engine must outlive a browser that has gone mad. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
