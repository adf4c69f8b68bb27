import { SILENCE_MS, type Silence } from "@/lib/domain/silence";

export type LogFacts = {
  /** The oldest and the newest entry, in epoch milliseconds on upstream's clock; `null` when there is none. */
  firstAt: number | null;
  lastAt: number | null;
  /** In order, those between two entries. */
  silences: Silence[];
};

type Spell = { from: number; to: number };

/** A session lives for six hours, so a sound log has fewer. */
const MAX_SPELLS = 400;
/** Before 2001: seconds, most likely, which would make a session seem silent that is not. */
const FIRST_INSTANT = 1e12;

/** When a log had entries and when it was silent, of instants in any order. It keeps where the silences are, no more. */
export class LogSpells {
  readonly #spells: Spell[] = [];

  add(at: number): void {
    if (at < FIRST_INSTANT) return;
    const last = this.#spells.at(-1);
    const near = last && isNear(last, at) ? last : this.#spells.find((spell) => isNear(spell, at));
    if (!near) {
      this.#spells.push({ from: at, to: at });
      if (this.#spells.length > MAX_SPELLS) this.#spells.shift();
      return;
    }
    near.from = Math.min(near.from, at);
    near.to = Math.max(near.to, at);
  }

  toFacts(): LogFacts {
    const silences: Silence[] = [];
    const [first, ...rest] = [...this.#spells].sort((a, b) => a.from - b.from);
    if (!first) return { firstAt: null, lastAt: null, silences };
    let lastAt = first.to;
    for (const { from, to } of rest) {
      if (from - lastAt >= SILENCE_MS) silences.push([lastAt, from]);
      lastAt = Math.max(lastAt, to);
    }
    return { firstAt: first.from, lastAt, silences };
  }
}

function isNear({ from, to }: Spell, at: number): boolean {
  return at > from - SILENCE_MS && at < to + SILENCE_MS;
}
