import { Browserbase } from "@browserbasehq/sdk";
import type { z } from "zod";
import type { UpstreamEnv } from "@/lib/server/env";
import { AppError } from "@/lib/server/errors";
import { readApiKey } from "./api-key";
import { asJson, ask, type ReadBody, type SdkCall } from "./ask";
import { saveEngineDefault } from "./engine-admin";
import { type BrokenRow, LiveListReader } from "./live-list-reader";
import { nameUpstream } from "./name-upstream";
import { onChange } from "./on-change";
import { readSessionLog } from "./session-log";
import type { LiveStatus, NewSession, Upstream } from "./upstream";
import { WireConnectUrl, WireFirstPage, WireFirstProject, WireLiveView, WireProject, WireSession } from "./wire";

const TIMEOUT_MS = 10_000;
const LIST_TIMEOUT_MS = 5_000;
/** A creation given up on may still have made a session that costs money, so this waits longer. */
const CREATE_TIMEOUT_MS = 20_000;

/** `onBrokenRows` hears which rows of the list are left out, and of any change in that. */
type Options = { onBrokenRows: (rows: BrokenRow[]) => void };

/** The only door to the SDK. Nothing is retried: the feed asks again by itself, and a repeated create could cost twice. */
export function createUpstream(env: UpstreamEnv, { onBrokenRows }: Options): Upstream {
  // With it the SDK would print whole requests, and the key with them.
  if (process.env.DEBUG === "true") delete process.env.DEBUG;
  const upstream = nameUpstream(env);
  const projectId = env.kind === "browserbase" ? env.projectId : undefined;
  let knownProjectId = projectId;
  const reportBroken = onChange(onBrokenRows);

  async function callAndRead<Value>(read: ReadBody<Value>, sdkCall: SdkCall, timeoutMs: number) {
    const sdk = new Browserbase({ apiKey: await readApiKey(env), baseURL: upstream.url, maxRetries: 0 });
    return ask({ sdk, upstream, timeoutMs }, read, sdkCall);
  }
  const call = <Schema extends z.ZodType>(schema: Schema, sdkCall: SdkCall, timeoutMs = TIMEOUT_MS) =>
    callAndRead(asJson(schema), sdkCall, timeoutMs);
  const reader = new LiveListReader();
  const readRows: ReadBody<ReturnType<typeof reader.readBody>> = async (body) =>
    reader.readBody(new Uint8Array(await body.arrayBuffer()));
  const listByStatus = (status: LiveStatus) =>
    callAndRead(readRows, (sdk, options) => sdk.sessions.list({ status }, options), LIST_TIMEOUT_MS);
  const retrieveProjectById = (id: string) => call(WireProject, (sdk, options) => sdk.projects.retrieve(id, options));
  const retrieveFirstProject = () => call(WireFirstProject, (sdk, options) => sdk.projects.list(options));

  return {
    async listLive(statuses) {
      const answers: Awaited<ReturnType<typeof listByStatus>>[] = [];
      // One after the other: a session that comes up in between is on both, where at the same time it could be on none.
      for (const status of statuses) answers.push(await listByStatus(status));
      const { sessions, unreadable } = reader.settle(answers.flatMap(({ value }) => value));
      reportBroken(unreadable);
      return {
        value: {
          // The list knows no project: a key of several sees the sessions of all.
          sessions: sessions.filter((session) => projectId === undefined || session.projectId === projectId),
          unreadableIds: unreadable.flatMap(({ id }) => (typeof id === "string" ? [id] : [])),
        },
        clockSamples: answers.flatMap(({ clockSamples }) => clockSamples),
      };
    },
    retrieveSession: (id) => call(WireSession, (sdk, options) => sdk.sessions.retrieve(toPath(id), options)),
    createSession(input) {
      const params = toCreateParams(input, projectId);
      return call(WireSession, (sdk, options) => sdk.sessions.create(params, options), CREATE_TIMEOUT_MS);
    },
    releaseSession(id) {
      const request = { status: "REQUEST_RELEASE", projectId } as const;
      return call(WireSession, (sdk, options) => sdk.sessions.update(toPath(id), request, options));
    },
    async connectUrl(id) {
      const answer = await call(WireConnectUrl, (sdk, options) => sdk.sessions.retrieve(toPath(id), options));
      return { ...answer, value: requireConnectUrl(answer.value) };
    },
    lastActivity: (id) =>
      callAndRead(readSessionLog, (sdk, options) => sdk.sessions.logs.list(toPath(id), options), TIMEOUT_MS),
    readPage: (id) => call(WireFirstPage, (sdk, options) => sdk.sessions.debug(toPath(id), options)),
    liveViewUrl: (id) => call(WireLiveView, (sdk, options) => sdk.sessions.debug(toPath(id), options)),
    async retrieveProject() {
      const answer = await (knownProjectId ? retrieveProjectById(knownProjectId) : retrieveFirstProject());
      knownProjectId = answer.value.id;
      return answer;
    },
    saveProjectDefault:
      env.kind === "engine" ? async (seconds) => saveEngineDefault(env.url, await readApiKey(env), seconds) : undefined,
  };
}

/** The SDK puts ids into its paths as they are. */
function toPath(id: string): string {
  return encodeURIComponent(id);
}

function toCreateParams(input: NewSession, projectId: string | undefined): Browserbase.SessionCreateParams {
  return {
    projectId,
    keepAlive: input.keepAlive,
    // The SDK sends this as `timeout`; a parameter of that name it would take for its own HTTP timeout.
    api_timeout: input.timeoutSeconds,
    region: input.region,
    browserSettings: input.viewport && { viewport: input.viewport },
    userMetadata: input.userMetadata && { ...input.userMetadata },
  };
}

function requireConnectUrl({ status, connectUrl }: z.output<typeof WireConnectUrl>): string {
  if (connectUrl) return connectUrl;
  throw new AppError("conflict", `The session cannot be connected to: it is ${status}.`);
}
