"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Section } from "@/components/ui/section";
import { SaveOwnerKeyInput } from "@/lib/api/settings";
import { usePermission } from "@/lib/hooks/use-permission";
import { saveOwnerKeyMutation } from "@/lib/queries/settings";
import { PresetToggle, textInput } from "./preset-toggle";
import { SaveStatus } from "./save-status";

const PRESETS = [
  { value: null, label: "None" },
  { value: "owner", label: "owner" },
  { value: "user", label: "user" },
  { value: "team", label: "team" },
];

export function OwnerSection({ ownerKey }: { ownerKey: string | null }) {
  const { reason: reasonNot } = usePermission("settings:write");
  const save = useMutation(saveOwnerKeyMutation(useQueryClient()));
  return (
    <Section title="Owner">
      <p className="max-w-prose text-ink-soft">
        Whoever creates a session here is its owner. For sessions that scripts create, name the key of their metadata
        that says whose they are, such as <code className="figures">owner</code> or{" "}
        <code className="figures">team.lead</code>.
      </p>
      <PresetToggle
        legend="Metadata key of the owner"
        presets={PRESETS}
        value={ownerKey}
        customLabel={`Custom (${ownerKey})`}
        custom={{ initial: ownerKey ?? "", renderInput: textInput("Metadata key"), read: readKey }}
        isSaving={save.isPending}
        reasonNot={reasonNot}
        onSave={(choice) => save.mutate({ ownerKey: choice })}
      />
      <SaveStatus
        saved={save.isSuccess ? savedSentence(save.data.ownerKey) : undefined}
        reasonNot={reasonNot}
        error={save.error}
      />
    </Section>
  );
}

function readKey(text: string): { value: string | null } | { problem: string } {
  const parsed = SaveOwnerKeyInput.safeParse({ ownerKey: text });
  if (parsed.success) return { value: parsed.data.ownerKey };
  return { problem: `The key ${parsed.error.issues[0]?.message ?? "is not valid"}.` };
}

function savedSentence(ownerKey: string | null): string {
  return ownerKey === null
    ? "Saved. Sessions that scripts create have no owner."
    : `Saved. The owner is what metadata says under ${ownerKey}.`;
}
