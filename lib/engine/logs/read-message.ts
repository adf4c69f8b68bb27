import type { TrafficMessage } from "./traffic-log";

type Json = Record<string, unknown>;

/** A CDP message as far as a log entry needs it. Of one that was cut, the body is empty and the rest is found by pattern. */
export type CdpMessage = {
  id?: number;
  method?: string;
  cdpSessionId?: string;
  /** `params` of a command or an event, `result` of a response. */
  body: Json;
};

export function readMessage({ head, tail }: TrafficMessage): CdpMessage {
  if (tail === "") return readWhole(head);
  const ends = `${head.slice(0, 256)} ${tail}`;
  const [, id] = /^\{"id":(\d+)/.exec(head) ?? /"id":(\d+)(?:,"sessionId":"\w+")?\}$/.exec(tail) ?? [];
  return {
    id: id === undefined ? undefined : Number(id),
    method: /"method":"([\w.]+)"/.exec(ends)?.[1],
    cdpSessionId: /"sessionId":"(\w+)"(?:,"id":\d+)?\}$/.exec(tail)?.[1],
    body: {},
  };
}

function readWhole(text: string): CdpMessage {
  const message = parseObject(text);
  const { id, method, sessionId, params, result, error } = message;
  return {
    id: typeof id === "number" ? id : undefined,
    method: typeof method === "string" ? method : undefined,
    cdpSessionId: typeof sessionId === "string" ? sessionId : undefined,
    body: error === undefined ? toObject(params ?? result) : { error },
  };
}

/** Empty for what is no JSON object: clients may send anything. */
function parseObject(text: string): Json {
  try {
    return toObject(JSON.parse(text));
  } catch {
    return {};
  }
}

function toObject(value: unknown): Json {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
