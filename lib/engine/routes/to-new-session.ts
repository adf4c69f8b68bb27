import { invalidField } from "../http/invalid-field";
import type { NewSession } from "../session/session-manager";
import type { CreateSessionBody } from "./create-session-body";

/** Browserbase stores fewer than 512 characters of JSON. */
const METADATA_CHARACTERS = 512;
const DEFAULT_VIEWPORT = { width: 1280, height: 720 };

type ProjectDefaults = { id: string; defaultTimeout: number };

/** Applies the rules that a schema cannot state, and the defaults. */
export function toNewSession(body: CreateSessionBody, project: ProjectDefaults): NewSession {
  const { browserSettings = {}, userMetadata } = body;
  checkProject(body.projectId, project.id);
  if (userMetadata && JSON.stringify(userMetadata).length >= METADATA_CHARACTERS) {
    throw invalidField("body/userMetadata", `must have fewer than ${METADATA_CHARACTERS} characters as JSON`);
  }
  return {
    projectId: project.id,
    timeoutSeconds: body.timeout ?? project.defaultTimeout,
    keepAlive: body.keepAlive ?? false,
    region: body.region ?? "us-west-2",
    contextId: browserSettings.context?.id,
    userMetadata,
    windowSize: { ...DEFAULT_VIEWPORT, ...browserSettings.viewport },
    logSession: browserSettings.logSession ?? true,
  };
}

function checkProject(given: string | undefined, own: string): void {
  if (given !== undefined && given !== own) throw invalidField("body/projectId", "is not the project of this API key");
}
