import { type CdpMessage, readMessage } from "./read-message";
import type { TrafficMessage, TrafficSource } from "./traffic-log";

/**
 * One entry of a session's log, as Browserbase's API sends it.
 * A command: `request.params` as the client sent them, and `response.result` once the browser has answered (of a command
 * that failed, `{ error }`). An event has no request: its params are `response.result`. `rawBody` is the message as it
 * passed; one that was cut has an empty `params` or `result` and `…` where the rest was. `pageId` is 0 for the first page
 * and for what belongs to the browser as a whole.
 */
type SessionLog = {
  method: string;
  pageId: number;
  sessionId: string;
  timestamp: number;
  frameId?: string;
  loaderId?: string;
  request?: { timestamp: number; params: Record<string, unknown>; rawBody: string };
  response?: { timestamp: number; result: Record<string, unknown>; rawBody: string };
};

export function toSessionLogs(messages: readonly TrafficMessage[], sessionId: string): SessionLog[] {
  const logs: SessionLog[] = [];
  const unanswered = new Map<TrafficSource, Map<string, SessionLog>>();
  for (const message of messages) {
    const cdp = readMessage(message);
    const commands = unanswered.get(message.source) ?? new Map<string, SessionLog>();
    unanswered.set(message.source, commands);
    const command = message.from === "browser" ? commands.get(callKey(cdp)) : undefined;
    if (command) {
      command.response = toResponse(message, cdp);
      commands.delete(callKey(cdp));
    } else if (cdp.method !== undefined) {
      const log = toLog(message, cdp, cdp.method, sessionId);
      logs.push(log);
      if (log.request) commands.set(callKey(cdp), log);
    }
  }
  return logs;
}

/** A response carries the id and the CDP session of its command; its command may have left the log already. */
function callKey({ id, cdpSessionId = "" }: CdpMessage): string {
  return `${cdpSessionId} ${id}`;
}

function toLog(message: TrafficMessage, cdp: CdpMessage, method: string, sessionId: string): SessionLog {
  const { frameId, loaderId } = cdp.body;
  return {
    method,
    pageId: message.source.pageIds.get(cdp.cdpSessionId ?? "") ?? 0,
    sessionId,
    timestamp: message.timestamp,
    ...(typeof frameId === "string" && { frameId }),
    ...(typeof loaderId === "string" && { loaderId }),
    ...(message.from === "client"
      ? { request: { timestamp: message.timestamp, params: cdp.body, rawBody: rawBody(message) } }
      : { response: toResponse(message, cdp) }),
  };
}

function toResponse(message: TrafficMessage, { body }: CdpMessage) {
  return { timestamp: message.timestamp, result: body, rawBody: rawBody(message) };
}

function rawBody({ head, tail }: TrafficMessage): string {
  return tail === "" ? head : `${head}…${tail}`;
}
