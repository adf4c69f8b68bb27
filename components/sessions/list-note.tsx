import Link from "next/link";
import type { SortKey } from "@/lib/domain/session-list";

const SORTED_BY: Partial<Record<SortKey, string>> = {
  idle: "what one would act on: kept alive, idle longest",
  cost: "what each will have cost at its timeout",
};

/** What is not to be seen: the order, what counts as activity, and the keys. */
export function ListNote({ sort, isGrouped }: { sort: SortKey; isGrouped: boolean }) {
  return (
    <div className="grid gap-1 text-ink-faint text-small">
      <p>
        {describeOrder(sort, isGrouped)} Nothing moves while you point at it or have rows selected. Activity is a CDP
        command or an open live view; listing and opening a session are none.{" "}
        <Link href="/releases" prefetch={false} className="underline underline-offset-2 hover:text-ink">
          Latest releases
        </Link>
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-1 pointer-coarse:hidden">
        {KEYS.map(([key, act]) => (
          <span key={key}>
            <kbd className="rounded border border-line-strong px-1 font-mono">{key}</kbd> {act}
          </span>
        ))}
      </p>
    </div>
  );
}

function describeOrder(sort: SortKey, isGrouped: boolean): string {
  const by = SORTED_BY[sort];
  if (isGrouped) return `Groups are sorted by name${by ? `, and each of them by ${by}` : ""}.`;
  return by ? `Sorted by ${by}.` : "";
}

const KEYS = [
  ["/", "filter"],
  ["j k", "go through the rows"],
  ["space", "select"],
  ["a", "select all that match"],
  ["Esc", "clear"],
  ["⇧R", "release the idle ones"],
  ["?", "all keys"],
] as const;
