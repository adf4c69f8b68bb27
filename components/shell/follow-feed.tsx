"use client";
import { useFeed } from "@/lib/hooks/use-feed";

/** Follows the feed on behalf of the whole page. */
export function FollowFeed() {
  useFeed();
  return null;
}
