import { useRef } from "react";
import { TextInput } from "@/components/ui/field";
import { usePageKey } from "@/lib/hooks/use-page-key";

/** Takes the place of the browser's own search, which does not find rows that are not on the screen. */
export function FilterInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  usePageKey("/", () => input.current?.focus());
  return (
    <span className="relative min-w-0 flex-1 sm:w-72 sm:flex-none">
      <TextInput
        ref={input}
        type="search"
        aria-label="Filter sessions"
        aria-keyshortcuts="/"
        placeholder="Filter by id, page, owner, metadata"
        className="peer w-full"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <kbd
        aria-hidden
        className="pointer-events-none absolute top-2 right-2.5 hidden rounded border border-line-strong px-1.5 font-mono text-ink-faint text-small pointer-fine:peer-placeholder-shown:inline"
      >
        /
      </kbd>
    </span>
  );
}
