import type { ClockSample } from "@/lib/domain/clock-offset";
import type { ProjectFacts } from "@/lib/domain/project";
import type { Session, SessionStatus } from "@/lib/domain/session";
import { AppError } from "@/lib/server/errors";
import type { LogFacts } from "@/lib/server/upstream/log-spells";
import type { Answer, LiveList, LiveStatus, SessionPage } from "@/lib/server/upstream/upstream";

const PROJECT: ProjectFacts = { id: "p", name: "Project", concurrency: 10, defaultTimeoutSeconds: 900 };

/** An upstream of our own interface whose answers a test holds back, fails and counts. */
export class FakeUpstream {
  sessions: Session[] = [];
  /** Thrown by every call while set. */
  failure: Error | undefined;
  /** Answers wait for it while set. */
  gate: Promise<void> | undefined;
  clockSamples: ClockSample[] = [];
  /** Which lists were asked for, one after the other. */
  listed: LiveStatus[] = [];
  /** By session; an absent one is empty. */
  logs = new Map<string, LogFacts>();
  /** Thrown by `lastActivity` alone while set. */
  logFailure: Error | undefined;
  /** Which logs were read, one after the other. */
  read: string[] = [];
  calls = { listLive: 0, retrieveSession: 0, retrieveProject: 0, lastActivity: 0, readPage: 0 };

  async listLive(statuses: readonly LiveStatus[]): Promise<Answer<LiveList>> {
    this.calls.listLive++;
    this.listed.push(...statuses);
    return this.#answer(() => ({
      sessions: this.sessions.filter(({ status }) => isLiveStatus(status) && statuses.includes(status)),
      unreadableIds: [],
    }));
  }

  async retrieveSession(id: string): Promise<Answer<Session>> {
    this.calls.retrieveSession++;
    return this.#answer(() => {
      const session = this.sessions.find((candidate) => candidate.id === id);
      if (!session) throw new AppError("not_found", `Session ${id} not found.`);
      return session;
    });
  }

  async retrieveProject(): Promise<Answer<ProjectFacts>> {
    this.calls.retrieveProject++;
    return this.#answer(() => PROJECT);
  }

  async lastActivity(id: string): Promise<Answer<LogFacts>> {
    this.calls.lastActivity++;
    this.read.push(id);
    if (this.logFailure) throw this.logFailure;
    return this.#answer(() => this.logs.get(id) ?? { firstAt: null, lastAt: null, silences: [] });
  }

  async readPage(id: string): Promise<Answer<SessionPage | null>> {
    this.calls.readPage++;
    return this.#answer(() => ({ title: `Page of ${id}`, host: "example.com" }));
  }

  async #answer<Value>(value: () => Value): Promise<Answer<Value>> {
    await this.gate;
    if (this.failure) throw this.failure;
    return { value: value(), clockSamples: this.clockSamples };
  }
}

function isLiveStatus(status: SessionStatus): status is LiveStatus {
  return status === "PENDING" || status === "RUNNING";
}
