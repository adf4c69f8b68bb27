import type { ReactNode } from "react";
import { Button } from "./button";

/** The body of a dialog that asks. Cancel comes first, so that it has the focus and Enter changes nothing. */
export function Question(props: {
  children: ReactNode;
  confirmLabel: string;
  /** `primary` for what is no loss. */
  variant?: "danger" | "primary";
  isPending: boolean;
  failure: string | undefined;
  onConfirm: () => void;
  onCancel: () => void;
}) {
  return (
    <>
      <div className="grid gap-2 px-5 py-4">
        {props.children}
        <p role="alert" className="text-critical empty:hidden">
          {props.failure}
        </p>
      </div>
      <footer className="flex justify-end gap-2 border-line border-t px-5 py-3.5">
        <Button onClick={props.onCancel}>Cancel</Button>
        <Button variant={props.variant ?? "danger"} disabled={props.isPending} onClick={props.onConfirm}>
          {props.confirmLabel}
        </Button>
      </footer>
    </>
  );
}
