import type { Snapshot } from "@/lib/api/snapshot";
import type { ClockSample } from "@/lib/domain/clock-offset";
import type { Session } from "@/lib/domain/session";

/** How upstream is to be treated from here on, as of when it was written. */
export type Patience = {
  /** Upstream asked to be left alone for so long yet. */
  heldMs: number;
  /** It failed so often in a row, and is to be tried again after so long. */
  failuresInRow: number;
  retryMs: number;
};

/** All of a picture but its sessions, and what whoever asks next has to know. */
export type SharedFacts = Omit<Snapshot, "sessions"> & {
  /** Which server asked. */
  asker: string;
  /** Absent where a server of an earlier version wrote it. */
  patience?: Patience;
};

/** What the server that asks saw, for the others. */
export type SharedChange = {
  changed: readonly Session[];
  removed: readonly string[];
  isWhole: boolean;
  facts: SharedFacts;
};

export type SharedUpdate = SharedChange & {
  id: string;
  /** How long ago it was written. */
  ageMs: number;
  clockSample: ClockSample;
};

type Claim = {
  /** Whether it is this server that is to ask upstream, for the next seconds. */
  isOurs: boolean;
  /** How often any server wished that upstream were asked again. */
  wishes: number;
};

/**
 * What several servers share, so that one of them asks upstream and all show the same. A server that stops renewing its
 * claim loses it after some seconds. The feed knows no database: who makes the feed hands this in.
 */
export type FeedShare = {
  /** Takes the claim, or renews it, unless another server has it. */
  claim(): Promise<Claim>;
  /** Hands the claim back, for whoever wants it. */
  resign(): Promise<void>;
  /** Writes down what this server saw, and gives false when the claim is no longer ours. */
  publish(change: SharedChange): Promise<boolean>;
  /** What was written since the picture with this id; `undefined` when nothing was. */
  read(after: string | undefined): Promise<SharedUpdate | undefined>;
  /** Whoever asks upstream is to do so again. */
  wish(): Promise<void>;
};
