"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { usePermission } from "@/lib/hooks/use-permission";
import { saveAuditRetentionMutation } from "@/lib/queries/settings";
import { AuditRetentionToggle } from "./audit-retention-toggle";

export function AuditRetentionSection({ days }: { days: number | null }) {
  const { isAllowed: mayWrite } = usePermission("settings:write");
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
      {mayWrite ? (
        <AuditRetentionToggle days={days} isSaving={save.isPending} onSave={choose} />
      ) : (
        <p>
          Kept {keptFor(days)}. <span className="text-ink-soft">Admins may change this.</span>
        </p>
      )}
      {shorter === undefined ? null : (
        <ShorterQuestion days={shorter} onConfirm={() => confirm(shorter)} onCancel={() => setShorter(undefined)} />
      )}
      <p role="status" className="min-h-5 text-ink-soft empty:hidden">
        {save.isSuccess ? `Saved. Entries are kept ${keptFor(save.data.auditRetentionDays)}.` : null}
      </p>
      {save.error ? (
        <Notice tone="critical" role="alert">
          {save.error.message}
        </Notice>
      ) : null}
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

function keptFor(days: number | null): string {
  return days === null ? "for ever" : `for ${days} days`;
}
