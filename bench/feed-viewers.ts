import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { createGunzip } from "node:zlib";
import type { Cookies } from "@/e2e/sign-in";
import type { BenchWorld } from "./bench-world";
import type { AnswerLatency } from "./latency-figure";
import { lastListAnswerAt } from "./list-answers";

/** As many as one person may have, less one for whoever looks on. */
const STREAMS_PER_PERSON = 19;
/**
 * Of so many streams one is read, from the first that was opened to the last; the others are only received. To decompress
 * all of them takes this process longer than the server takes to send them, and browsers each do it on their own machine.
 */
const READ_ONE_IN = 10;

/** Many open streams, compressed as a browser asks for them, and when those that are read heard of which change. */
export class FeedViewers {
  readonly #world: BenchWorld;
  readonly #open: IncomingMessage[] = [];
  /** How long each change took to reach each viewer that is read, and of that how long after upstream's answer. */
  latencies: ({ fromChangeMs: number } & AnswerLatency)[] = [];
  /** When the server had understood each answer of upstream's that the viewers heard of, epoch ms. */
  readonly #understoodAt: number[] = [];
  /** That ended though nobody ended them. */
  lost = 0;
  #cookies: Cookies = [];
  #lastId: string | undefined;
  #isClosing = false;

  constructor(world: BenchWorld) {
    this.#world = world;
  }

  get size(): number {
    return this.#open.length;
  }

  /** When the server last understood an answer of upstream's, up to an instant; both epoch ms. */
  lastUnderstoodAt(until: number): number {
    return this.#understoodAt.findLast((at) => at <= until) ?? Number.NEGATIVE_INFINITY;
  }

  async growTo(count: number): Promise<void> {
    while (this.#open.length < count) {
      if (this.#open.length % STREAMS_PER_PERSON === 0) this.#cookies = await this.#world.addViewer();
      await this.#openOne();
    }
  }

  close(): void {
    this.#isClosing = true;
    for (const response of this.#open) response.destroy();
  }

  /** All but the first come as after a dropped line, so that opening them is not what is measured. */
  async #openOne(): Promise<void> {
    const cookie = this.#cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const url = `${this.#world.console.url}/api/feed${this.#lastId ? `?after=${this.#lastId}` : ""}`;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(url, { headers: { cookie, "accept-encoding": "gzip" }, agent: false }, resolve).on("error", reject);
    });
    if (response.statusCode !== 200) throw new Error(`a stream was answered ${response.statusCode}`);
    const isLost = () => {
      if (!this.#isClosing) this.lost += 1;
    };
    response.on("close", isLost).on("error", () => undefined);
    const isRead = this.#open.push(response) % READ_ONE_IN === 1;
    if (isRead) return this.#read(response);
    await once(response, "data");
    response.resume();
  }

  /** Resolves with the first event. */
  #read(response: IncomingMessage): Promise<void> {
    let next = this.#world.beacons.length;
    const text = response.pipe(createGunzip()).setEncoding("utf8");
    return new Promise((resolve) => {
      text.on("error", () => undefined);
      text.on("data", (chunk: string) => {
        resolve();
        this.#noteAsOf(chunk);
        this.#lastId = /^id: (\S+)$/m.exec(chunk)?.[1] ?? this.#lastId;
        next = this.#note(chunk, next);
      });
    });
  }

  /** By this machine's clock, since upstream is on it too. */
  #noteAsOf(chunk: string): void {
    const asOf = Number(/"asOf":(\d+)/.exec(chunk)?.[1] ?? Number.NaN);
    if (asOf > (this.#understoodAt.at(-1) ?? 0)) this.#understoodAt.push(asOf);
  }

  /** Each change is looked for until it comes; they come in their order. */
  #note(chunk: string, from: number): number {
    let next = from;
    const { beacons } = this.#world;
    for (const [index, { at, id }] of beacons.slice(from).entries()) {
      if (!chunk.includes(id)) continue;
      const now = Date.now();
      const fromAnswerMs = now - lastListAnswerAt(this.#world, now);
      this.latencies.push({ fromChangeMs: now - at, fromAnswerMs, fromServerMs: now - this.lastUnderstoodAt(now) });
      next = from + index + 1;
    }
    return next;
  }
}
