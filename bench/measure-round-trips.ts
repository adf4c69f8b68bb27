import { spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { freePort } from "@/e2e/free-port";
import { type BenchEngine, startBenchEngine } from "./bench-engine";
import { type CdpLine, openCdpLine } from "./cdp-line";
import { type Figure, percentile } from "./figure";
import { inTurn } from "./in-turn";
import { isInstalled } from "./is-installed";

const CALLS = 300;
const WARM_UP_CALLS = 2_000;
/** Each takes some 30 ms, of which what else the machine does takes its part now and then. */
const SERIES_PER_RUN = 8;

type Way = "direct" | "socat" | "engine";

/** Commands one after the other over one connection: to the very same browser directly, by `socat`, and by the engine. */
export async function measureRoundTrips(runs: number): Promise<Figure[]> {
  if (!isInstalled("socat")) {
    return [
      { name: "round trips", value: "–", comparedTo: "socat is not installed, and there is nothing to compare to" },
    ];
  }
  const engine = await startBenchEngine();
  try {
    return [...(await measure(engine, false, runs)), ...(await measure(engine, true, runs))];
  } finally {
    await engine.stop();
  }
}

async function measure(engine: BenchEngine, logSession: boolean, runs: number): Promise<Figure[]> {
  const session = await engine.create({ browserSettings: { logSession } });
  const direct = new URL(await engine.directUrl(session.id));
  const relayPort = await freePort();
  const relay = spawn("socat", [`TCP-LISTEN:${relayPort},bind=127.0.0.1,fork,nodelay`, `TCP:${direct.host},nodelay`]);
  await setTimeout(500);
  const lines: Record<Way, CdpLine> = {
    direct: await openCdpLine(direct.href),
    socat: await openCdpLine(`ws://127.0.0.1:${relayPort}${direct.pathname}`),
    engine: await openCdpLine(session.connectUrl),
  };
  const rates: Record<Way, number[]> = { direct: [], socat: [], engine: [] };
  const ways = ["direct", "socat", "engine"] as const;
  for (const way of ways) await rateOf(lines[way], WARM_UP_CALLS);
  for (let run = 0; run < runs * SERIES_PER_RUN; run++) {
    for (const way of inTurn(ways, run)) rates[way].push(await rateOf(lines[way], CALLS));
  }
  for (const way of ways) lines[way].close();
  relay.kill();
  await engine.release(session);
  return toFigures(rates, logSession);
}

async function rateOf(line: CdpLine, calls: number): Promise<number> {
  const startedAt = performance.now();
  for (let count = 0; count < calls; count++) await line.call("Browser.getVersion");
  return (calls / (performance.now() - startedAt)) * 1_000;
}

function toFigures(rates: Record<Way, number[]>, logSession: boolean): Figure[] {
  const value = (way: Way) =>
    `${percentile(rates[way], 0.5).toFixed(0)} / ${percentile(rates[way], 0.05).toFixed(0)} per s`;
  const ratio = percentile(rates.engine, 0.5) / percentile(rates.socat, 0.5);
  // What disturbs the machine for a while disturbs neighbours alike.
  const paired = percentile(
    rates.engine.map((rate, run) => rate / (rates.socat[run] ?? Number.NaN)),
    0.5,
  );
  const name = `round trips, logging ${logSession ? "on" : "off"}`;
  return [
    { name: `${name}, direct`, value: value("direct"), comparedTo: "" },
    { name: `${name}, socat`, value: value("socat"), comparedTo: "" },
    {
      name: `${name}, engine`,
      value: value("engine"),
      comparedTo: `× ${ratio.toFixed(2)} of socat's (× ${paired.toFixed(2)} run by run), meant to be at least × ${logSession ? 0.9 : 0.95}`,
    },
  ];
}
