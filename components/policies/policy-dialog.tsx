import { Dialog } from "@/components/ui/dialog";
import type { PolicyRow } from "@/lib/api/policies";
import { DeleteQuestion } from "./delete-question";
import { ModeQuestion } from "./mode-question";
import { PolicyEditor } from "./policy-editor";
import { PreviewPanel } from "./preview-panel";

export type PolicyDialogState =
  | { name: "create" }
  | { name: "edit" | "preview" | "switch-on" | "delete"; policy: PolicyRow };

type PolicyDialogProps = {
  state: PolicyDialogState | undefined;
  onChange: (state: PolicyDialogState | undefined) => void;
};

export function PolicyDialog({ state, onChange }: PolicyDialogProps) {
  const close = () => onChange(undefined);
  return (
    <Dialog open={state !== undefined} onClose={close} {...headingOf(state)}>
      {state?.name === "create" ? <PolicyEditor policy={undefined} onDone={close} /> : null}
      {state?.name === "edit" ? <PolicyEditor policy={state.policy} onDone={close} /> : null}
      {state?.name === "preview" ? <PreviewPanel policy={state.policy} /> : null}
      {state?.name === "switch-on" ? <ModeQuestion policy={state.policy} onDone={close} /> : null}
      {state?.name === "delete" ? <DeleteQuestion policy={state.policy} onDone={close} /> : null}
    </Dialog>
  );
}

function headingOf(state: PolicyDialogState | undefined): { title: string; description: string } {
  switch (state?.name) {
    case undefined:
    case "create":
      return { title: "New policy", description: "It begins dry: it tells what it would do, and does nothing." };
    case "edit":
      return { title: `Edit ${state.policy.name}`, description: "What it would do is shown before it is saved." };
    case "preview":
      return { title: `What ${state.policy.name} would do`, description: "Now, and in the last days." };
    case "switch-on":
      return { title: `Switch ${state.policy.name} on?`, description: "From then on it releases by itself." };
    case "delete":
      return { title: `Delete ${state.policy.name}?`, description: "It cannot be undone." };
  }
}
