import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type ActProblemProps = { message: string | undefined; onDismiss: () => void };

/** Why the last Undo or Now did nothing, beside where it was pressed: seconds are left to press it again. */
export function ActProblem({ message, onDismiss }: ActProblemProps) {
  if (message === undefined) return null;
  return (
    <Notice
      tone="critical"
      role="alert"
      className="pointer-events-auto flex max-w-full items-center gap-2 shadow-lg max-sm:w-full"
    >
      <span className="mr-auto min-w-0">{message}</span>
      <Button size="icon" variant="quiet" aria-label="Put the problem away" onClick={onDismiss}>
        <X aria-hidden className="size-4" />
      </Button>
    </Notice>
  );
}
