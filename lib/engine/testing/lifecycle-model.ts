const START_WITHIN_MS = 30_000;
const CONNECT_WITHIN_MS = 300_000;
const COMMAND_WITHIN_MS = 600_000;

type Outcome = "COMPLETED" | "TIMED_OUT" | "ERROR";

export type ModelClient = { isConnected: boolean; heardAt: number };

export type ModelSession = {
  readonly keepAlive: boolean;
  readonly createdAt: number;
  readonly expiresAt: number;
  status: "PENDING" | "RUNNING" | Outcome;
  wasConnected: boolean;
  readonly clients: ModelClient[];
};

type Deadline = { at: number; reach(): void };

/** What the README says of a session's life, told as plainly as it can be: the judge of the code that lives it. */
export class LifecycleModel {
  now: number;
  readonly sessions: ModelSession[] = [];
  readonly #concurrency: number;

  constructor(now: number, concurrency: number) {
    this.now = now;
    this.#concurrency = concurrency;
  }

  get isFull(): boolean {
    return this.sessions.filter(isLive).length >= this.#concurrency;
  }

  create(keepAlive: boolean, timeoutMs: number): void {
    this.sessions.push({
      keepAlive,
      createdAt: this.now,
      expiresAt: this.now + timeoutMs,
      status: "PENDING",
      wasConnected: false,
      clients: [],
    });
  }

  end(session: ModelSession, outcome: Outcome): void {
    if (!isLive(session)) return;
    session.status = outcome;
    for (const client of session.clients) client.isConnected = false;
  }

  connect(session: ModelSession): ModelClient {
    const isConnected = session.status === "RUNNING";
    const client = { isConnected, heardAt: this.now };
    session.clients.push(client);
    session.wasConnected ||= isConnected;
    return client;
  }

  disconnect(session: ModelSession, client: ModelClient): void {
    if (!client.isConnected) return;
    client.isConnected = false;
    if (!session.keepAlive && session.clients.every(({ isConnected }) => !isConnected)) this.end(session, "COMPLETED");
  }

  /** The engine was killed: it lost what was live. */
  lose(): void {
    for (const session of this.sessions) this.end(session, "ERROR");
  }

  /** When the next thing happens by time alone, if that is before `until`. */
  nextDeadline(until: number): Deadline | undefined {
    const deadlines = this.sessions.filter(isLive).flatMap((session) => this.#deadlinesOf(session));
    const [next] = deadlines.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
    return next;
  }

  #deadlinesOf(session: ModelSession): Deadline[] {
    const { status, createdAt, expiresAt, keepAlive, wasConnected, clients } = session;
    const deadlines = [{ at: expiresAt, reach: () => this.end(session, "TIMED_OUT") }];
    if (status === "PENDING") {
      deadlines.push({ at: createdAt + START_WITHIN_MS, reach: () => this.end(session, "ERROR") });
    } else if (!keepAlive && !wasConnected) {
      // A browser may take longer to start than its client has time.
      const at = Math.max(this.now, createdAt + CONNECT_WITHIN_MS);
      deadlines.push({ at, reach: () => this.end(session, "COMPLETED") });
    }
    for (const client of clients.filter(({ isConnected }) => isConnected)) {
      deadlines.push({ at: client.heardAt + COMMAND_WITHIN_MS, reach: () => this.disconnect(session, client) });
    }
    return deadlines;
  }
}

export function isLive({ status }: ModelSession): boolean {
  return status === "PENDING" || status === "RUNNING";
}
