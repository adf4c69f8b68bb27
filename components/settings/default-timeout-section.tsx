"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import type { Settings } from "@/lib/api/settings";
import { formatDuration } from "@/lib/domain/duration";
import { usePermission } from "@/lib/hooks/use-permission";
import { saveDefaultTimeoutMutation } from "@/lib/queries/settings";
import { DefaultTimeoutToggle } from "./default-timeout-toggle";
import { TimeoutAdvice } from "./timeout-advice";

export function DefaultTimeoutSection({ settings }: { settings: Settings }) {
  const save = useMutation(saveDefaultTimeoutMutation(useQueryClient()));
  const { reason: reasonNot } = usePermission("settings:write");
  const isEngine = settings.installation.upstream.kind === "engine";
  const projectSeconds = settings.project?.defaultTimeoutSeconds;
  return (
    <Section title="Default timeout">
      <p className="max-w-prose text-ink-soft">
        How long a session lives when whoever creates it names no timeout. It counts from the start, connected or not.
        Sessions that are running keep the timeout they began with.{" "}
        {isEngine ? "It is the engine's project default: sessions that scripts create follow it too." : null}
      </p>
      {isEngine ? (
        <DefaultTimeoutToggle
          seconds={settings.defaultTimeoutSeconds ?? projectSeconds ?? null}
          isSaving={save.isPending}
          reasonNot={reasonNot}
          onSave={(seconds) => save.mutate({ seconds })}
        />
      ) : (
        <DefaultTimeoutToggle
          seconds={settings.defaultTimeoutSeconds}
          inherited={{ label: "The project's", seconds: projectSeconds }}
          isSaving={save.isPending}
          reasonNot={reasonNot}
          onSave={(seconds) => save.mutate({ seconds })}
        />
      )}
      <p role="status" className="min-h-5 text-ink-soft">
        {save.isSuccess ? savedSentence(save.data.defaultTimeoutSeconds) : reasonNot}
      </p>
      {save.error ? (
        <Notice tone="critical" role="alert">
          {save.error.message}
        </Notice>
      ) : null}
      {isEngine ? null : <BrowserbasePrecedence settings={settings} />}
      <TimeoutAdvice defaultSeconds={settings.defaultTimeoutSeconds ?? projectSeconds ?? null} />
    </Section>
  );
}

/** Who follows what, strongest first, and where the two defaults part. */
function BrowserbasePrecedence({ settings }: { settings: Settings }) {
  const { project, defaultTimeoutSeconds: ours } = settings;
  const projectDefault = project ? formatDuration(project.defaultTimeoutSeconds) : "unknown";
  const drifts = ours !== null && project !== null && project.defaultTimeoutSeconds !== ours;
  return (
    <>
      <table className="w-full max-w-2xl text-left">
        <thead className="text-ink-soft text-small">
          <tr>
            <th scope="col" className="py-1 pr-4 font-normal">
              Sessions
            </th>
            <th scope="col" className="py-1 font-normal">
              Timeout
            </th>
          </tr>
        </thead>
        <tbody className="[&_td]:border-line [&_td]:border-t [&_td]:py-1.5 [&_td]:pr-4">
          <tr>
            <td>created with a timeout of their own</td>
            <td>their own</td>
          </tr>
          <tr>
            <td>created through Keepwatch without one</td>
            <td>{ours === null ? `${projectDefault} (the project's)` : formatDuration(ours)}</td>
          </tr>
          <tr>
            <td>created elsewhere without one</td>
            <td>{projectDefault} (the project's)</td>
          </tr>
        </tbody>
      </table>
      <p className="max-w-prose text-ink-soft">
        Browserbase's API has no way to write the project default, which is {projectDefault}. Keepwatch therefore sends
        its own with every session it creates. To change the project's, use Browserbase's dashboard.
      </p>
      {drifts ? (
        <Notice tone="warning">
          The two defaults differ: sessions that scripts create directly at Browserbase live {projectDefault}, not what
          is chosen here.
        </Notice>
      ) : null}
    </>
  );
}

function savedSentence(seconds: number | null): string {
  return seconds === null
    ? "Saved. New sessions follow the project's default."
    : `Saved. New sessions live ${formatDuration(seconds)}.`;
}
