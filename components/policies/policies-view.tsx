"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { PolicyList } from "@/lib/api/policies";
import { usePermission } from "@/lib/hooks/use-permission";
import { policiesQuery } from "@/lib/queries/policies";
import { HowPoliciesWork } from "./how-policies-work";
import { PolicyCard } from "./policy-card";
import { PolicyDialog, type PolicyDialogState } from "./policy-dialog";

export function PoliciesView() {
  const { data, error, isFetching, refetch } = useQuery(policiesQuery());
  if (data) return <Policies list={data} staleReason={error?.message} />;
  if (!error) return <PoliciesSkeleton />;
  return (
    <Notice tone="critical" role="alert" size="lg" className="grid justify-items-start gap-2">
      <h1 className="font-semibold">The policies cannot be shown</h1>
      <p>{error.message} Those that are on go on.</p>
      <Button size="sm" disabled={isFetching} onClick={() => void refetch()}>
        Try again
      </Button>
    </Notice>
  );
}

function Policies({ list, staleReason }: { list: PolicyList; staleReason: string | undefined }) {
  const [dialog, setDialog] = useState<PolicyDialogState>();
  const { reason } = usePermission("policies:write");
  const { policies, knowledge } = list;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="font-semibold text-[1.0625rem]">Policies</h1>
        <p className="text-ink-faint text-small">{policies.filter(({ mode }) => mode === "on").length} on</p>
        <Button variant="primary" className="ml-auto" reasonNot={reason} onClick={() => setDialog({ name: "create" })}>
          New policy
        </Button>
      </div>
      {staleReason ? (
        <Notice tone="warning" role="status">
          These policies may be out of date. {staleReason}
        </Notice>
      ) : null}
      {policies.length === 0 ? (
        <div className="rounded-panel border border-line bg-panel px-4.5 py-4">
          <p className="max-w-prose">
            There is none. A policy releases keepAlive sessions that nobody uses any more, after a warning. A new one
            runs dry: it tells what it would do, and does nothing until it is switched on.
          </p>
        </div>
      ) : (
        <ul aria-label="Policies" className="rounded-panel border border-line bg-panel">
          {policies.map((policy) => (
            <PolicyCard key={policy.id} policy={policy} knowledge={knowledge} onDialog={setDialog} />
          ))}
        </ul>
      )}
      <HowPoliciesWork knowledge={knowledge} />
      <PolicyDialog state={dialog} policies={policies} onChange={setDialog} />
    </>
  );
}

function PoliciesSkeleton() {
  return (
    <div aria-busy="true" className="rounded-panel border border-line bg-panel">
      <p className="px-4.5 py-4 text-ink-soft">Reading the policies…</p>
      {["first", "second"].map((row) => (
        <div key={row} className="flex h-24 items-center border-line border-t px-4.5">
          <span className="h-2.5 w-56 rounded-full bg-idle-soft" />
        </div>
      ))}
    </div>
  );
}
