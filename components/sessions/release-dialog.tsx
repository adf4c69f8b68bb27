import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Snapshot } from "@/lib/api/snapshot";
import { describeLeftOut } from "@/lib/domain/describe-left-out";
import { type Accepted, consentedRelease, isAccepted } from "@/lib/domain/release-consent";
import { summarizeSelection } from "@/lib/domain/selection";
import { useMe } from "@/lib/hooks/use-me";
import { followWhilePaused } from "@/lib/queries/paused-snapshot";
import { createReleaseMutation } from "@/lib/queries/releases";
import { ReleaseFacts } from "./release-facts";

export type ReleaseAsk = {
  ids: readonly string[];
  /** The release is recorded. */
  onAccepted?: () => void;
};

type ReleaseDialogProps = { ask: ReleaseAsk; snapshot: Snapshot; onClose: () => void };

/** What is asked before many sessions are released: whose they are, who still uses them, and what it is worth. */
export function ReleaseDialog({ ask, snapshot, onClose }: ReleaseDialogProps) {
  const queryClient = useQueryClient();
  const me = useMe();
  const create = useMutation(createReleaseMutation(queryClient));
  const confirmButton = useRef<HTMLButtonElement>(null);
  const [reason, setReason] = useState("");
  const [accepted, setAccepted] = useState<Accepted>(new Map());

  // Not once more with each letter of the reason: there may be ten thousand.
  const summary = useMemo(() => {
    const asked = new Set(ask.ids);
    const sessions = snapshot.sessions.filter(({ id }) => asked.has(id));
    return summarizeSelection(sessions, me, snapshot, snapshot.now);
  }, [ask.ids, snapshot, me]);
  const { doubtful } = summary;
  const acceptedCount = doubtful.filter((one) => isAccepted(one, accepted)).length;
  const { released, ...consent } = useMemo(() => consentedRelease(summary, accepted), [summary, accepted]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (released.length === 0 || create.isPending) return;
    for (const { id } of released) followWhilePaused(queryClient, id);
    create.mutate(
      {
        sessionIds: released.map(({ id }) => id),
        reason: reason.trim() || undefined,
        ...consent,
      },
      {
        onSuccess: ({ release }) => {
          if (!release) return;
          ask.onAccepted?.();
          onClose();
        },
      },
    );
  }

  const isOne = ask.ids.length === 1;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Release ${isOne ? "this session" : `these ${ask.ids.length} sessions`}?`}
      description={`You have 5 seconds to undo. ${isOne ? "It" : "Each"} is looked at again just before, and skipped when it has become active.`}
      initialFocus={released.length > 0 ? confirmButton : undefined}
    >
      <form className="flex min-h-0 flex-col" noValidate onSubmit={submit}>
        <div className="grid min-h-0 gap-4 overflow-y-auto px-5 py-4">
          <ReleaseFacts
            summary={summary}
            released={released}
            notMine={consent.notMine}
            me={me}
            snapshot={snapshot}
            acceptedCount={acceptedCount}
            onAccept={(all) =>
              setAccepted(new Map(all ? doubtful.map(({ session, doubt }) => [session.id, doubt]) : []))
            }
          />
          <TextField
            label="Reason"
            placeholder="Optional, for the audit log and the rows"
            maxLength={500}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <footer className="grid gap-3 border-line border-t px-5 py-3.5">
          <Problem
            message={
              create.error?.message ??
              (create.data && !create.data.release
                ? `None was left to release: ${describeLeftOut(create.data.leftOut)}.`
                : undefined)
            }
          />
          <div className="flex justify-end gap-2">
            <Button disabled={create.isPending} onClick={onClose}>
              Cancel
            </Button>
            <Button
              ref={confirmButton}
              type="submit"
              variant={acceptedCount > 0 ? "danger" : "primary"}
              reasonNot={released.length === 0 ? reasonNotReleased(doubtful.length, isOne) : undefined}
              disabled={create.isPending}
            >
              {create.isPending ? "Recording…" : confirmLabel(released.length, consent.notMine)}
            </Button>
          </div>
        </footer>
      </form>
    </Dialog>
  );
}

/** Whoever ends what is not their own says so with the press. */
function confirmLabel(count: number, notMine: number): string {
  return notMine > 0 ? `Release ${count}, ${notMine} not yours` : `Release ${count}`;
}

function reasonNotReleased(doubtfulCount: number, isOne: boolean): string {
  if (isOne) return doubtfulCount > 0 ? "Tick the box first." : "It cannot be released any more.";
  return doubtfulCount > 0 ? "Tick the box first, or select others." : "None of these can be released any more.";
}

function Problem({ message }: { message: string | undefined }) {
  if (!message) return null;
  return (
    <Notice tone="critical" role="alert">
      {message}
    </Notice>
  );
}
