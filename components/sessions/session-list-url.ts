import { parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs";
import { SESSION_STATUSES } from "@/lib/domain/session";
import { SORT_KEYS } from "@/lib/domain/session-list";

/** Filter and sort live in the URL, so that a view can be sent to a colleague. */
export const sessionListParsers = {
  text: parseAsString.withDefault(""),
  status: parseAsStringLiteral(["all", ...SESSION_STATUSES]).withDefault("all"),
  keepAlive: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(SORT_KEYS).withDefault("time-left"),
  descending: parseAsBoolean.withDefault(false),
};

export const sessionListUrlKeys = { text: "q", descending: "desc" } as const;
