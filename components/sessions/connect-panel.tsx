"use client";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { CopyButton } from "@/components/ui/copy-button";
import type { Installation } from "@/lib/api/settings";
import { usePermission } from "@/lib/hooks/use-permission";
import { revealConnectUrlMutation } from "@/lib/queries/sessions";
import { apiKeyExport, connectSnippets } from "./connect-snippets";

type ConnectPanelProps = { sessionId: string; upstream: Installation["upstream"]; onWatch: () => void };

export function ConnectPanel({ sessionId, upstream, onWatch }: ConnectPanelProps) {
  const snippets = connectSnippets(sessionId, upstream);
  const name = useId();
  const [selectedId, setSelectedId] = useState("node");
  const selected = snippets.find(({ id }) => id === selectedId);
  return (
    <div className="grid min-h-0 gap-4 overflow-y-auto px-5 py-4">
      <Code label="1. Give your shell the API key" code={apiKeyExport(upstream)} />
      <fieldset className="grid min-w-0 gap-2">
        <legend className="mb-2">2. Attach to the session</legend>
        <div className="flex flex-wrap gap-1.5">
          {snippets.map(({ id, label }) => (
            <Choice key={id} name={name} checked={id === selectedId} onChange={() => setSelectedId(id)}>
              {label}
            </Choice>
          ))}
        </div>
        {selected ? <Code label={selected.label} code={selected.code} /> : null}
      </fieldset>
      <RevealConnectUrl sessionId={sessionId} />
      <OpenLiveView onWatch={onWatch} />
    </div>
  );
}

function RevealConnectUrl({ sessionId }: { sessionId: string }) {
  const reveal = useMutation(revealConnectUrlMutation());
  const { reason } = usePermission("sessions:connect");
  if (reveal.data) return <Code label="Connect URL" code={reveal.data.connectUrl} />;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button size="sm" reasonNot={reason} disabled={reveal.isPending} onClick={() => reveal.mutate(sessionId)}>
        Reveal connect URL
      </Button>
      <p className="min-w-0 flex-1 basis-60 text-ink-soft text-small">
        Whoever has it controls the browser. It works until the session ends.
      </p>
      <p role="alert" className="basis-full text-critical empty:hidden">
        {reveal.error?.message}
      </p>
    </div>
  );
}

function OpenLiveView({ onWatch }: { onWatch: () => void }) {
  const { reason } = usePermission("sessions:connect");
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button size="sm" reasonNot={reason} onClick={onWatch}>
        Open live view
      </Button>
      <p className="min-w-0 flex-1 basis-60 text-ink-soft text-small">Look into its browser, or take over by hand.</p>
    </div>
  );
}

function Code({ label, code }: { label: string; code: string }) {
  return (
    <div className="min-w-0 rounded-control border border-line bg-paper">
      <div className="flex items-center justify-between border-line border-b pl-3 text-ink-soft text-small">
        {label}
        <CopyButton text={code} label={`Copy ${label}`} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={label} className="overflow-x-auto">
        <pre className="w-max p-3 font-mono text-[0.75rem] leading-5">{code}</pre>
      </section>
    </div>
  );
}
