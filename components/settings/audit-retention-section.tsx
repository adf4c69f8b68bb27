"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { SaveAuditRetentionInput } from "@/lib/api/settings";
import { usePermission } from "@/lib/hooks/use-permission";
import { saveAuditRetentionMutation } from "@/lib/queries/settings";
import { PresetToggle, textInput } from "./preset-toggle";
import { SaveStatus } from "./save-status";

const PRESETS: { value: number | null; label: string }[] = [
  { value: 90, label: "90 days" },
  { value: 365, label: "365 days" },
  { value: 1095, label: "3 years" },
  { value: 3650, label: "10 years" },
  { value: null, label: "For ever" },
];

export function AuditRetentionSection({ days }: { days: number | null }) {
  const { reason: reasonNot } = usePermission("settings:write");
  const save = useMutation(saveAuditRetentionMutation(useQueryClient()));
  const [shorter, setShorter] = useState<number>();

  /** What is removed is gone, so a shorter time is asked about. */
  function choose(choice: number | null) {
    const isShorter = choice !== null && (days === null || choice < days);
    setShorter(isShorter ? choice : undefined);
    if (!isShorter) save.mutate({ days: choice });
  }

  function confirm(choice: number) {
    setShorter(undefined);
    save.mutate({ days: choice });
  }

  return (
    <Section title="Audit log">
      <p className="max-w-prose text-ink-soft">
        For how long it is kept who did what. Older entries are removed once a day; nothing else ever removes or changes
        one.
      </p>
      <PresetToggle
        legend="How long entries are kept"
        presets={PRESETS}
        value={days}
        customLabel={`Custom (${days} days)`}
        custom={{
          initial: String(days ?? 365),
          renderInput: textInput("Days", { unit: "days", inputMode: "numeric" }),
          read: readDays,
        }}
        isSaving={save.isPending}
        reasonNot={reasonNot}
        onSave={choose}
      />
      {shorter === undefined ? null : (
        <ShorterQuestion days={shorter} onConfirm={() => confirm(shorter)} onCancel={() => setShorter(undefined)} />
      )}
      <SaveStatus
        saved={save.isSuccess ? `Saved. Entries are kept ${keptFor(save.data.auditRetentionDays)}.` : undefined}
        reasonNot={reasonNot}
        error={save.error}
      />
    </Section>
  );
}

function ShorterQuestion(props: { days: number; onConfirm: () => void; onCancel: () => void }) {
  return (
    <Notice tone="warning" role="alert" className="flex flex-wrap items-center gap-2">
      <p className="min-w-60 flex-1">
        Entries older than {props.days} days will be removed within a day, for good. Export them first if they are
        needed.
      </p>
      <Button size="sm" variant="danger" onClick={props.onConfirm}>
        Keep {props.days} days only
      </Button>
      <Button size="sm" onClick={props.onCancel}>
        Cancel
      </Button>
    </Notice>
  );
}

function readDays(text: string): { value: number | null } | { problem: string } {
  const parsed = SaveAuditRetentionInput.safeParse({ days: text.trim() === "" ? Number.NaN : Number(text) });
  if (parsed.success) return { value: parsed.data.days };
  return { problem: `It ${parsed.error.issues[0]?.message ?? "is not valid"}.` };
}

function keptFor(days: number | null): string {
  return days === null ? "for ever" : `for ${days} days`;
}
