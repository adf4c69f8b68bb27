import { X } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { TextInput } from "@/components/ui/field";
import { usePageKey } from "@/lib/hooks/use-page-key";
import { focusRows } from "./use-row-focus";

/** Takes the place of the browser's own search, which does not find rows that are not on the screen. */
export function FilterInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  usePageKey("/", () => input.current?.focus());

  function leave(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Escape" && value === "") event.currentTarget.blur();
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    focusRows();
  }

  return (
    <span className="relative min-w-0 flex-1 sm:w-72 sm:flex-none">
      <TextInput
        ref={input}
        type="search"
        aria-label="Filter sessions"
        aria-keyshortcuts="/"
        placeholder="Filter by id, page, owner, metadata"
        className="peer w-full pr-9 [&::-webkit-search-cancel-button]:hidden"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={leave}
      />
      <button
        type="button"
        aria-label="Clear the text"
        className="absolute inset-y-0 right-0 grid w-9 place-items-center rounded-control text-ink-faint hover:text-ink peer-placeholder-shown:hidden pointer-coarse:w-11"
        onClick={() => {
          onChange("");
          input.current?.focus();
        }}
      >
        <X aria-hidden className="size-3.5" />
      </button>
      <kbd
        aria-hidden
        className="pointer-events-none absolute top-2 right-2.5 hidden rounded border border-line-strong px-1.5 font-mono text-ink-faint text-small pointer-fine:peer-placeholder-shown:inline"
      >
        /
      </kbd>
    </span>
  );
}
