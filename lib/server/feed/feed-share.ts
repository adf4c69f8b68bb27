import type { Snapshot } from "@/lib/api/snapshot";
import type { ClockSample } from "@/lib/domain/clock-offset";
import type { Session } from "@/lib/domain/session";

/** All of a picture but its sessions. */
export type SharedFacts = Omit<Snapshot, "sessions">;

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
