import { createParser, type inferParserType, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs";
import { SESSION_STATUSES } from "@/lib/domain/session";
import { type GroupBy, parseGroupBy } from "@/lib/domain/session-groups";
import { SORT_KEYS } from "@/lib/domain/session-list";

/** Filter, sort and groups live in the URL, so that a view can be sent to a colleague. */
export const sessionListParsers = {
  text: parseAsString.withDefault(""),
  status: parseAsStringLiteral(["all", ...SESSION_STATUSES]).withDefault("all"),
  keepAlive: parseAsBoolean.withDefault(false),
  idle: parseAsBoolean.withDefault(false),
  mine: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(SORT_KEYS).withDefault("idle"),
  descending: parseAsBoolean.withDefault(false),
  group: createParser<GroupBy>({ parse: parseGroupBy, serialize: String }),
  /** The one group to show; empty for those without a value. */
  only: parseAsString,
};

export type SessionListView = inferParserType<typeof sessionListParsers>;

export const sessionListUrlKeys = { text: "q", descending: "desc" } as const;
