import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { Fieldset, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { formatClock } from "@/lib/domain/instant";
import { isProtected } from "@/lib/domain/protection";
import type { Session } from "@/lib/domain/session";
import { sessionName } from "@/lib/domain/session-title";
import { useNow } from "@/lib/hooks/use-now";
import { useTimeZone } from "@/lib/hooks/use-time-zone";
import { protectSessionMutation, unprotectSessionMutation } from "@/lib/queries/protection";

const PRESETS = [
  { id: "30", label: "30 min", minutes: 30 },
  { id: "120", label: "2 h", minutes: 120 },
  { id: "timeout", label: "Until its timeout", minutes: undefined },
] as const;

type ProtectDialogProps = { session: Session; onClose: () => void };

/** Keeps a session from every bulk release and policy, in the open and until it lapses; or ends that. */
export function ProtectDialog({ session, onClose }: ProtectDialogProps) {
  const queryClient = useQueryClient();
  const protect = useMutation(protectSessionMutation(queryClient));
  const unprotect = useMutation(unprotectSessionMutation(queryClient));
  const now = useNow(session.startedAt);
  const current = isProtected(session, now) ? session.protection : undefined;
  const [reason, setReason] = useState(current?.reason ?? "");
  const [presetId, setPresetId] = useState<string>(PRESETS[0].id);
  const [isReasonMissing, setReasonMissing] = useState(false);
  const choices = useId();
  const isPending = protect.isPending || unprotect.isPending;
  const error = protect.error ?? unprotect.error;

  function submit(event: FormEvent) {
    event.preventDefault();
    setReasonMissing(reason.trim() === "");
    if (reason.trim() === "") return;
    protect.mutate({ id: session.id, reason: reason.trim(), ...spanOf(session, presetId) }, { onSuccess: onClose });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`${current ? "Protection of" : "Protect"} ${sessionName(session)}`}
      description="No bulk release and no policy touches it. Everybody sees why, and it lapses by itself. A person can still release it by typing its short id."
    >
      <form className="flex min-h-0 flex-col" noValidate onSubmit={submit}>
        <div className="grid min-h-0 gap-5 overflow-y-auto px-5 py-4">
          {current ? (
            <Notice>
              By {current.by} until <Instant at={current.until} />.
            </Notice>
          ) : null}
          <TextField
            label="Reason"
            placeholder="Somebody fills in the KYC form"
            maxLength={200}
            autoComplete="off"
            value={reason}
            error={isReasonMissing ? "Say why, since everybody will wonder." : undefined}
            onChange={(event) => setReason(event.target.value)}
          />
          <Fieldset legend={current ? "From now on for" : "For"}>
            <div className="flex flex-wrap gap-1.5">
              {PRESETS.map(({ id, label }) => (
                <Choice key={id} name={choices} checked={id === presetId} onChange={() => setPresetId(id)}>
                  {label}
                </Choice>
              ))}
            </div>
          </Fieldset>
        </div>
        <footer className="grid gap-3 border-line border-t px-5 py-3.5">
          {error ? (
            <Notice tone="critical" role="alert">
              {error.message}
            </Notice>
          ) : null}
          <div className="flex flex-wrap justify-end gap-2">
            {current ? (
              <Button
                className="mr-auto"
                disabled={isPending}
                onClick={() => unprotect.mutate(session.id, { onSuccess: onClose })}
              >
                Protect no longer
              </Button>
            ) : null}
            <Button disabled={isPending} onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" disabled={isPending}>
              {current ? "Change" : "Protect"}
            </Button>
          </div>
        </footer>
      </form>
    </Dialog>
  );
}

function spanOf({ expiresAt }: Session, presetId: string): { until: number } | { forSeconds: number } {
  const minutes = PRESETS.find(({ id }) => id === presetId)?.minutes;
  return minutes === undefined ? { until: expiresAt } : { forSeconds: minutes * 60 };
}

function Instant({ at }: { at: number }) {
  return <time className="tabular-nums">{formatClock(at, useTimeZone())}</time>;
}
