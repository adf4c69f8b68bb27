import type { KeyboardEvent } from "react";
import { TextInput } from "@/components/ui/field";
import type { Release } from "./use-release";

/** Why, for the audit log, from whoever wants to say. Enter releases. */
export function ReleaseReason({ release }: { release: Release }) {
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter") release.confirm();
  }
  return (
    <TextInput
      ref={focusIt}
      aria-label="Reason"
      placeholder="Reason (optional)"
      maxLength={500}
      autoComplete="off"
      className="w-full lg:h-8"
      value={release.reason}
      onChange={(event) => release.setReason(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

function focusIt(input: HTMLInputElement | null): void {
  input?.focus();
}
