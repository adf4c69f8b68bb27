import { text } from "node:stream/consumers";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { DeathWatch } from "../browser/death-watch";
import type { Clock } from "../clock";
import { watchSilence } from "../connect/watch-silence";
import { presenceNotes } from "../logs/presence-notes";
import type { Session } from "../session/session";
import { askChromedriver } from "./ask-chromedriver";
import { attachCapabilities } from "./attach-capabilities";
import { Chromedriver } from "./chromedriver";

const Created = Type.Object({ value: Type.Object({ sessionId: Type.String() }) });

const QUIT_WITHIN_MS = 1_000;

type WebDriversDeps = {
  program: string;
  deathWatch: DeathWatch;
  workDir(sessionId: string): string;
  clock: Clock;
  /** A client that has sent no command for so long is disconnected. */
  commandWithinMs: number;
};

/** A WebDriver session as a client of its session. */
type DriverClient = { heard(): void; leave(): void };

/**
 * The chromedrivers of all sessions: one each, from the first WebDriver client on until the session ends. Every WebDriver
 * session counts as a client, which leaves by quitting, by its silence, and with its driver. Chromedriver speaks to Chromium
 * directly, so that a session is in use is noted in its log here.
 */
export class WebDrivers {
  readonly #deps: WebDriversDeps;
  readonly #drivers = new Map<string, Chromedriver>();
  readonly #clients = new Map<string, DriverClient>();

  constructor(deps: WebDriversDeps) {
    this.#deps = deps;
  }

  /** A new WebDriver session in the session's own browser; gives chromedriver's answer, whatever it is. */
  async create(session: Session, body: unknown): Promise<{ status: number; text: string }> {
    const { port } = await session.devTools();
    const wanted = JSON.stringify(attachCapabilities(body, `127.0.0.1:${port}`));
    const driver = this.#driverOf(session);
    const driverPort = await driver.port;
    const question = { method: "POST", path: "/session", body: Buffer.from(wanted) };
    const answer = await askChromedriver(driverPort, question);
    const created = await text(answer);
    const result: unknown = JSON.parse(created);
    if (Value.Check(Created, result)) this.#admit(session, driver, driverPort, result.value.sessionId);
    return { status: answer.statusCode ?? 500, text: created };
  }

  /** Passes a command on; undefined where no WebDriver session of this name runs in the session. */
  async command(session: Session, driverSessionId: string, question: Parameters<typeof askChromedriver>[1]) {
    const key = `${session.record.id}/${driverSessionId}`;
    const client = this.#clients.get(key);
    const driver = this.#drivers.get(session.record.id);
    if (!client || !driver) return undefined;
    client.heard();
    const answer = await askChromedriver(await driver.port, question);
    if (question.method === "DELETE" && question.path === `/session/${driverSessionId}`) {
      answer.once("close", client.leave);
    }
    return answer;
  }

  #driverOf(session: Session): Chromedriver {
    const { id } = session.record;
    const known = this.#drivers.get(id);
    if (known) return known;
    const { program, deathWatch, workDir } = this.#deps;
    const driver = new Chromedriver({ path: program, workDir: workDir(id), deathWatch });
    this.#drivers.set(id, driver);
    driver.exited.then(() => this.#drivers.delete(id));
    session.ended.then(() => driver.end());
    return driver;
  }

  #admit(session: Session, driver: Chromedriver, driverPort: number, driverSessionId: string): void {
    const { clock, commandWithinMs } = this.#deps;
    const key = `${session.record.id}/${driverSessionId}`;
    const quit = () => {
      const question = { method: "DELETE", path: `/session/${driverSessionId}`, body: undefined };
      askChromedriver(driverPort, question).then(
        (answer) => answer.resume().once("close", leave),
        () => leave(),
      );
      // A driver that hangs answers nothing.
      clock.after(QUIT_WITHIN_MS, leave);
    };
    const silence = watchSilence(clock, commandWithinMs, quit);
    const leaveSession = session.admit(() => driver.end());
    const leave = () => {
      if (!this.#clients.delete(key)) return;
      silence.stop();
      leaveSession();
    };
    const note = presenceNotes(session.traffic, clock);
    note("WebDriver.newSession");
    const heard = () => {
      silence.heard();
      note("WebDriver.command");
    };
    this.#clients.set(key, { heard, leave });
    driver.exited.then(leave);
  }
}
