"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { People } from "@/lib/api/people";
import { usePermission } from "@/lib/hooks/use-permission";
import { peopleQuery } from "@/lib/queries/people";
import { InvitationList } from "./invitation-list";
import { PeopleDialog, type PeopleDialogState } from "./people-dialog";
import { PersonTable } from "./person-table";

export function PeopleView() {
  const { data, error, isFetching, refetch } = useQuery(peopleQuery());
  if (data) return <Everybody people={data} staleReason={error?.message} />;
  if (!error) return <PeopleSkeleton />;
  return (
    <Notice tone="critical" role="alert" size="lg" className="grid justify-items-start gap-2">
      <h1 className="font-semibold">The people cannot be shown</h1>
      <p>{error.message} Whoever is signed in stays signed in.</p>
      <Button size="sm" disabled={isFetching} onClick={() => void refetch()}>
        Try again
      </Button>
    </Notice>
  );
}

function Everybody({ people, staleReason }: { people: People; staleReason: string | undefined }) {
  const [dialog, setDialog] = useState<PeopleDialogState>();
  const { reason } = usePermission("people:manage");
  const deactivated = people.people.filter(({ deactivatedAt }) => deactivatedAt !== null).length;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="font-semibold text-[1.0625rem]">People</h1>
        <p className="text-ink-faint text-small">
          {people.people.length - deactivated} may sign in{deactivated > 0 ? ` · ${deactivated} deactivated` : ""}
        </p>
        <Button variant="primary" className="ml-auto" reasonNot={reason} onClick={() => setDialog({ name: "invite" })}>
          Invite
        </Button>
      </div>
      {staleReason ? (
        <Notice tone="warning" role="status">
          This list may be out of date. {staleReason}
        </Notice>
      ) : null}
      <PersonTable people={people} onDialog={setDialog} />
      {people.people.length === 1 ? (
        <p className="text-ink-soft">Nobody else is here yet. Invite somebody, and pass the link on to them.</p>
      ) : null}
      <InvitationList people={people} />
      <PeopleDialog state={dialog} people={people} onChange={setDialog} />
    </>
  );
}

function PeopleSkeleton() {
  return (
    <div aria-busy="true" className="rounded-panel border border-line bg-panel">
      <p className="px-4.5 py-4 text-ink-soft">Reading who is here…</p>
      {["first", "second", "third"].map((row) => (
        <div key={row} className="flex h-13 items-center border-line border-t px-4.5">
          <span className="h-2.5 w-56 rounded-full bg-idle-soft" />
        </div>
      ))}
    </div>
  );
}
