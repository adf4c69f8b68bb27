import type { Snapshot } from "@/lib/api/snapshot";
import { FeedLog, type NumberedEvent } from "./feed-log";
import { Frame, type FrameEncoding } from "./frame";
import type { Schedule } from "./schedule";
import { Viewer } from "./viewer";

const HEARTBEAT_MS = 10_000;
const JITTER = 0.1;
/** Viewers that a restart or a broken line cut off together come back within this time, not at once. */
const RETRY_MS = { least: 500, spread: 2_500 };
/** A whole picture takes a while to write down, and who comes soon after is told what changed since. */
const KEEP_WHOLE_MS = 5_000;

type Options = {
  epoch: string;
  now: () => number;
  random: () => number;
  schedule: Schedule;
  /** Now, on upstream's clock. */
  upstreamNow: () => number;
  /** Nothing was sent for a while: publish again. */
  onSilence: () => void;
};

export type WatchOptions = {
  encoding: FrameEncoding;
  /** The id of the last event that the viewer applied, if it comes back. */
  after?: string;
};

/** A picture written down, for whoever comes while it is young. */
type Whole = { id: string; asOf: number | null; at: number; body: Frame };

/**
 * Hands each event to all viewers: written once, compressed once, whatever their number. When nothing was sent for ten
 * seconds, give or take a tenth, it sends a heartbeat, as long as somebody watches.
 */
export class FeedHub {
  readonly #options: Options;
  readonly #log: FeedLog;
  readonly #viewers = new Set<Viewer>();
  #whole: Whole | undefined;
  #cancelHeartbeat: (() => void) | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#log = new FeedLog(options);
  }

  get isWatched(): boolean {
    return this.#viewers.size > 0;
  }

  /** The id of the picture that was published last. */
  get id(): string {
    return this.#log.id;
  }

  /** Sends what is new in the picture, and tells whether anything is. */
  publish(snapshot: Snapshot): { hasChanged: boolean } {
    const event = this.#log.record(snapshot);
    this.#send(event);
    return { hasChanged: event.event === "delta" };
  }

  /** The one event that leads from an earlier picture to the present one, if it is kept. */
  since(id: string): NumberedEvent | undefined {
    return this.#log.since(id, this.#options.upstreamNow());
  }

  async watch({ encoding, after }: WatchOptions): Promise<Viewer> {
    const { random } = this.#options;
    const whole = after !== undefined && this.since(after) ? undefined : await this.#prepareWhole(encoding);
    // Nothing waits from here on, so that no event is missed between what the viewer is sent first and what follows.
    const retry = new Frame(`retry: ${Math.round(RETRY_MS.least + RETRY_MS.spread * random())}\n\n`);
    const rest = whole?.id === this.id ? undefined : this.since(whole?.id ?? after ?? "");
    const frames = [retry, ...(whole ? this.#toFrames(whole) : []), ...(rest ? [eventFrame(rest)] : [])];
    const first = [...Frame.start(encoding), ...frames.map((frame) => frame.bytes(encoding))];
    const viewer = new Viewer({ encoding, first });
    this.#viewers.add(viewer);
    viewer.signal.addEventListener("abort", () => this.#remove(viewer), { once: true });
    if (!this.#cancelHeartbeat) this.#armHeartbeat();
    return viewer;
  }

  endAll(): void {
    for (const viewer of [...this.#viewers]) viewer.end();
  }

  #send(event: NumberedEvent): void {
    if (!this.isWatched) return;
    const frame = eventFrame(event);
    for (const viewer of [...this.#viewers]) viewer.send(frame);
    this.#armHeartbeat();
  }

  #remove(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    if (!this.isWatched) this.#disarmHeartbeat();
  }

  async #prepareWhole(encoding: FrameEncoding): Promise<Whole> {
    const whole = this.#youngWhole() ?? this.#makeWhole();
    await whole.body.prepare(encoding);
    // So much may have happened meanwhile that what changed since is not kept.
    return this.since(whole.id) ? whole : this.#prepareWhole(encoding);
  }

  /** Of the two only the small one is made for this viewer. */
  #toFrames({ id, asOf, body }: Whole): Frame[] {
    const head = `id: ${id}\nevent: snapshot\ndata: {"now":${this.#options.upstreamNow()},"asOf":${asOf},`;
    return [new Frame(head), body];
  }

  #youngWhole(): Whole | undefined {
    const whole = this.#whole;
    const isYoung = whole !== undefined && this.#options.now() - whole.at < KEEP_WHOLE_MS;
    return isYoung && this.since(whole.id) ? whole : undefined;
  }

  #makeWhole(): Whole {
    const { now: _, asOf, ...rest } = this.#log.snapshot;
    const body = new Frame(`${JSON.stringify(rest).slice(1)}\n\n`);
    this.#whole = { id: this.#log.id, asOf, at: this.#options.now(), body };
    return this.#whole;
  }

  #armHeartbeat(): void {
    const { random, schedule, onSilence } = this.#options;
    this.#disarmHeartbeat();
    const delayMs = HEARTBEAT_MS * (1 + JITTER * (2 * random() - 1));
    this.#cancelHeartbeat = schedule(delayMs, onSilence);
  }

  #disarmHeartbeat(): void {
    this.#cancelHeartbeat?.();
    this.#cancelHeartbeat = undefined;
  }
}

function eventFrame({ id, event, data }: NumberedEvent): Frame {
  return new Frame(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
