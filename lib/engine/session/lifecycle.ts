/**
 * The life of a session as a pure function: no clock, no process, no socket.
 *
 *   starting ──ready──▶ running ──▶ ending ──gone──▶ ended
 *      └────failed, exited, released, expired──▲
 *
 * `ending` lasts until no process and no profile of the session exist. The first cause to reach it decides the outcome;
 * whatever follows (a release of what expired, the exit of a browser that was killed) changes nothing.
 */
type Outcome = "COMPLETED" | "TIMED_OUT" | "ERROR";

export type LifecycleState =
  | { phase: "starting" }
  | { phase: "running"; clients: number }
  | { phase: "ending"; outcome: Outcome }
  | { phase: "ended"; outcome: Outcome };

export type LifecycleEvent =
  | { type: "browser-ready" }
  | { type: "browser-failed" }
  | { type: "browser-exited"; clean: boolean }
  | { type: "browser-gone" }
  | { type: "client-connected" }
  | { type: "client-disconnected" }
  | { type: "release-requested" }
  | { type: "timeout-reached" }
  | { type: "nobody-connected" };

export type LifecycleEffect =
  | "record"
  | "await-client"
  | "stop-awaiting"
  | "stop-timers"
  | "disconnect-clients"
  | "end-browser";

type Transition = { state: LifecycleState; effects: readonly LifecycleEffect[] };

export function transition(state: LifecycleState, event: LifecycleEvent, keepAlive: boolean): Transition {
  switch (state.phase) {
    case "starting":
      return fromStarting(state, event, keepAlive);
    case "running":
      return fromRunning(state, event, keepAlive);
    case "ending":
      if (event.type !== "browser-gone") return stay(state);
      return { state: { phase: "ended", outcome: state.outcome }, effects: ["record"] };
    case "ended":
      return stay(state);
  }
}

type StateIn<Phase extends LifecycleState["phase"]> = Extract<LifecycleState, { phase: Phase }>;

function fromStarting(state: StateIn<"starting">, event: LifecycleEvent, keepAlive: boolean): Transition {
  switch (event.type) {
    case "browser-ready":
      return { state: { phase: "running", clients: 0 }, effects: keepAlive ? ["record"] : ["record", "await-client"] };
    case "browser-failed":
    case "browser-exited":
      return end("ERROR");
    case "release-requested":
      return end("COMPLETED");
    case "timeout-reached":
      return end("TIMED_OUT");
    default:
      return stay(state);
  }
}

function fromRunning(state: StateIn<"running">, event: LifecycleEvent, keepAlive: boolean): Transition {
  switch (event.type) {
    case "client-connected":
      return { state: { ...state, clients: state.clients + 1 }, effects: ["stop-awaiting"] };
    case "client-disconnected":
      if (state.clients === 1 && !keepAlive) return end("COMPLETED");
      return stay({ ...state, clients: state.clients - 1 });
    case "browser-exited":
      return end(event.clean ? "COMPLETED" : "ERROR");
    case "release-requested":
      return end("COMPLETED");
    case "timeout-reached":
      return end("TIMED_OUT");
    case "nobody-connected":
      // Browserbase keeps TIMED_OUT for sessions that reached their timeout.
      return keepAlive || state.clients > 0 ? stay(state) : end("COMPLETED");
    default:
      return stay(state);
  }
}

function end(outcome: Outcome): Transition {
  return { state: { phase: "ending", outcome }, effects: ["stop-timers", "disconnect-clients", "end-browser"] };
}

function stay(state: LifecycleState): Transition {
  return { state, effects: [] };
}
