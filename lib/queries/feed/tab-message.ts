import type { FeedEvent } from "@/lib/api/feed";
import type { Snapshot } from "@/lib/api/snapshot";

/**
 * What the tabs of one browser tell each other on a channel of their own. They may come from different builds: a change
 * to these shapes, or to the feed's, changes the version.
 */
export const TAB_MESSAGES_VERSION = 2;

/** How a message tells the time. */
type Posted = {
  /** Upstream's clock when this was posted lay in between. */
  upstreamTime: { earliest: number; latest: number } | undefined;
  /** By the wall clock, which the tabs of a machine share. */
  postedAt: number;
};

export type TabMessage =
  /** From a tab that begins to follow: what is the picture? */
  | { kind: "join" }
  /** From the leader, each event as it came, and the whole picture as a snapshot to whoever joins. */
  | ({
      kind: "told";
      /** The id of the picture that the event continues, and of the one that it leads to. */
      after: string | undefined;
      id: string;
      event: FeedEvent;
    } & Posted)
  /** From the leader, the picture that it asked for while its line brought nothing. */
  | ({ kind: "answered"; snapshot: Snapshot } & Posted)
  /** From the leader, every few seconds: it is there, and whether its line is well. */
  | { kind: "alive"; isLive: boolean };

/** The part of a `BroadcastChannel` that is used. */
export type TabChannel = {
  post: (message: TabMessage) => void;
  close: () => void;
};

/** Nobody but this origin's own tabs can post here. */
export function openTabChannel(name: string, onMessage: (message: TabMessage) => void): TabChannel {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => onMessage(data);
  return {
    post: (message) => channel.postMessage(message),
    close: () => {
      channel.onmessage = null;
      channel.close();
    },
  };
}
