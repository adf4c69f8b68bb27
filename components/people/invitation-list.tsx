import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import type { InvitationRow, People } from "@/lib/api/people";
import { formatTimeLeft } from "@/lib/domain/invitation";
import { revokeInvitationMutation } from "@/lib/queries/people";
import { Instant } from "./instant";

/** The links that were made and not used yet. Their addresses are shown here and the links themselves nowhere. */
export function InvitationList({ people: { invitations, now } }: { people: People }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const mutation = useMutation(revokeInvitationMutation(useQueryClient()));

  /** The row goes, and the focus with it. */
  function revoke(id: string) {
    if (!mutation.isPending) mutation.mutate(id, { onSuccess: () => heading.current?.focus() });
  }

  return (
    <section aria-labelledby="pending-links" className="grid gap-2.5">
      <h2 ref={heading} id="pending-links" tabIndex={-1} className="mt-2 font-semibold outline-none">
        Pending invitations and links
      </h2>
      {invitations.length === 0 ? (
        <p className="text-ink-soft">None. Invitations and password links stand here until they are used.</p>
      ) : (
        <ul className="rounded-panel border border-line bg-panel">
          {invitations.map((invitation) => (
            <Invitation
              key={invitation.id}
              invitation={invitation}
              now={now}
              failure={mutation.variables === invitation.id ? mutation.error?.message : undefined}
              onRevoke={() => revoke(invitation.id)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

type InvitationProps = {
  invitation: InvitationRow;
  now: number;
  failure: string | undefined;
  onRevoke: () => void;
};

function Invitation({ invitation, now, failure, onRevoke }: InvitationProps) {
  const { email, role, invitedBy, expiresAt } = invitation;
  const kind = role === null ? "password link" : "invitation";
  return (
    <li className="grid min-h-13 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-line border-t px-3.5 py-1.5 first:border-t-0 sm:px-4.5">
      <div className="min-w-0">
        <p className="wrap-anywhere">{email}</p>
        <p className="text-ink-soft text-small">
          {role === null ? "New password" : `Joins as ${role}`} · by {invitedBy} ·{" "}
          <Instant at={expiresAt}>
            {expiresAt > now ? `works for ${formatTimeLeft(expiresAt - now)} more` : "too old"}
          </Instant>
        </p>
      </div>
      <Button size="sm" aria-label={`Revoke the ${kind} for ${email}`} onClick={onRevoke}>
        Revoke
      </Button>
      <p role="alert" className="col-span-2 text-critical text-small empty:hidden">
        {failure}
      </p>
    </li>
  );
}
