import type { ReadBody } from "./ask";
import { type LogFacts, LogSpells } from "./log-spells";
import { readArray } from "./read-array";
import { WireLogEntry } from "./wire";

/** The log comes whole, whatever it weighs. What is heavier than this is not waited for. */
const MAX_LOG_BYTES = 64 * 1024 * 1024;

/**
 * When the CDP log of a session has entries. It does not say which of them a client caused and which the page did by
 * itself, so any counts: a page that never rests keeps its session from being idle, and no session that is in use is
 * taken for one that is not.
 */
export const readSessionLog: ReadBody<LogFacts> = async ({ body }) => {
  const spells = new LogSpells();
  for await (const entry of readArray(body ?? [], MAX_LOG_BYTES)) {
    const parsed = WireLogEntry.safeParse(entry);
    if (parsed.success) spells.add(parsed.data);
  }
  return spells.toFacts();
};
