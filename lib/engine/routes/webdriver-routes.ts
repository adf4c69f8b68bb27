import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../clock";
import { errorBody } from "../http/error-body";
import { HttpError } from "../http/http-error";
import { invalidField } from "../http/invalid-field";
import type { WebDrivers } from "../selenium/web-drivers";
import type { ConnectKeys } from "../session/connect-keys";
import type { Session } from "../session/session";
import type { SessionManager } from "../session/session-manager";

/** Selenium sends a file into the browser as a command. */
const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

type WebDriverRoutesOptions = {
  sessions: SessionManager;
  keys: ConnectKeys;
  clock: Clock;
  /** Absent where no chromedriver is installed. */
  webDrivers: WebDrivers | undefined;
};

/** Selenium: WebDriver commands with a session's signing key, which its chromedriver carries out in its browser. */
export const webDriverRoutes: FastifyPluginAsync<WebDriverRoutesOptions> = async (api, options) => {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  api.setErrorHandler(answerDriverError);

  function find(request: FastifyRequest): { session: Session; webDrivers: WebDrivers } {
    const key = request.headers["x-bb-signing-key"];
    const grant = typeof key === "string" ? options.keys.verify(key, options.clock.now()) : undefined;
    if (!grant) {
      throw new HttpError(401, "Unauthorized: send the session's signingKey in the header X-BB-Signing-Key.");
    }
    if (!options.webDrivers) {
      throw new HttpError(
        501,
        "Selenium needs chromedriver, and this engine has found none. Install it (on Debian: chromium-driver), or set " +
          "CHROMEDRIVER_PATH to one.",
      );
    }
    const session = options.sessions.live(grant.sessionId);
    if (session?.isRunning) return { session, webDrivers: options.webDrivers };
    throw new HttpError(410, `Session ${grant.sessionId} is over and takes no more commands.`);
  }

  api.get("/status", async () => ({ value: { ready: options.webDrivers !== undefined, message: "" } }));

  api.post("/session", async (request, reply) => {
    const { session, webDrivers } = find(request);
    const { status, text } = await webDrivers.create(session, parseBody(request.body));
    return reply.code(status).type("application/json; charset=utf-8").send(text);
  });

  api.all<{ Params: { driverSession: string; "*": string } }>("/session/:driverSession/*", forward);
  api.delete<{ Params: { driverSession: string } }>("/session/:driverSession", forward);

  async function forward(request: FastifyRequest<{ Params: { driverSession: string } }>, reply: FastifyReply) {
    const { session, webDrivers } = find(request);
    const { driverSession } = request.params;
    const path = request.url.slice(request.url.indexOf("/session/"));
    const body = Buffer.isBuffer(request.body) ? request.body : undefined;
    const answer = await webDrivers.command(session, driverSession, { method: request.method, path, body });
    if (!answer) throw new HttpError(404, "No such WebDriver session runs in this session.");
    return reply
      .code(answer.statusCode ?? 500)
      .type("application/json; charset=utf-8")
      .send(answer);
  }
};

function parseBody(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    throw invalidField("body", "must be JSON");
  }
}

/** W3C's names of errors, which WebDriver clients turn into their own exceptions. */
const DRIVER_ERRORS: Readonly<Record<number, string>> = { 400: "invalid argument", 404: "invalid session id" };

/** In Browserbase's shape, and in WebDriver's as well, so that clients show the reason. */
function answerDriverError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const { statusCode, message } = isRefusal(error)
    ? error
    : { statusCode: 502, message: "The session's chromedriver does not answer." };
  if (statusCode === 502) request.log.warn({ err: error }, "chromedriver does not answer");
  const name = DRIVER_ERRORS[statusCode] ?? "session not created";
  const value = { error: name, message, stacktrace: "" };
  return reply.code(statusCode).send({ ...errorBody(statusCode, message), value });
}

/** Ours, or the server's own of a body that is too large. */
function isRefusal(error: unknown): error is Error & { statusCode: number } {
  if (error instanceof HttpError) return true;
  if (!(error instanceof Error && "statusCode" in error)) return false;
  return typeof error.statusCode === "number" && error.statusCode < 500;
}
