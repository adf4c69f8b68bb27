import { Dialog } from "@/components/ui/dialog";
import type { PolicyRow } from "@/lib/api/policies";
import { DeleteQuestion } from "./delete-question";
import { ModeQuestion } from "./mode-question";
import { PolicyEditor } from "./policy-editor";
import { PreviewPanel } from "./preview-panel";

/** The policy by its id: what is decided is decided about what it is by then. */
export type PolicyDialogState =
  | { name: "create" }
  | { name: "edit" | "preview" | "switch-on" | "delete"; policyId: string };

type PolicyDialogProps = {
  state: PolicyDialogState | undefined;
  policies: readonly PolicyRow[];
  onChange: (state: PolicyDialogState | undefined) => void;
};

type Shown = { name: "create" } | { name: "edit" | "preview" | "switch-on" | "delete"; policy: PolicyRow };

export function PolicyDialog({ state, policies, onChange }: PolicyDialogProps) {
  const close = () => onChange(undefined);
  const shown = toShown(state, policies);
  return (
    <Dialog open={shown !== undefined} onClose={close} {...headingOf(shown)}>
      {shown?.name === "create" ? <PolicyEditor policy={undefined} onDone={close} /> : null}
      {shown?.name === "edit" ? <PolicyEditor policy={shown.policy} onDone={close} /> : null}
      {shown?.name === "preview" ? <PreviewPanel policy={shown.policy} /> : null}
      {shown?.name === "switch-on" ? <ModeQuestion policy={shown.policy} onDone={close} /> : null}
      {shown?.name === "delete" ? <DeleteQuestion policy={shown.policy} onDone={close} /> : null}
    </Dialog>
  );
}

/** Nothing about one that somebody has deleted meanwhile. */
function toShown(state: PolicyDialogState | undefined, policies: readonly PolicyRow[]): Shown | undefined {
  if (state === undefined || state.name === "create") return state;
  const policy = policies.find(({ id }) => id === state.policyId);
  return policy && { name: state.name, policy };
}

function headingOf(shown: Shown | undefined): { title: string; description: string } {
  switch (shown?.name) {
    case undefined:
    case "create":
      return { title: "New policy", description: "It begins dry: it tells what it would do, and does nothing." };
    case "edit":
      return { title: `Edit ${shown.policy.name}`, description: "What it would do is shown before it is saved." };
    case "preview":
      return { title: `What ${shown.policy.name} would do`, description: "Now, and in the last days." };
    case "switch-on":
      return { title: `Switch ${shown.policy.name} on?`, description: "From then on it releases by itself." };
    case "delete":
      return { title: `Delete ${shown.policy.name}?`, description: "It cannot be undone." };
  }
}
