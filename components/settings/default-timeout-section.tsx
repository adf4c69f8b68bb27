"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { DurationInput, type DurationText, durationSeconds, toDurationText } from "@/components/ui/duration-input";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { SaveDefaultTimeoutInput, type Settings } from "@/lib/api/settings";
import { formatDuration } from "@/lib/domain/duration";
import { TIMEOUT_PRESETS_SECONDS } from "@/lib/domain/timeout";
import { usePermission } from "@/lib/hooks/use-permission";
import { saveDefaultTimeoutMutation } from "@/lib/queries/settings";
import { PresetToggle } from "./preset-toggle";
import { SaveStatus } from "./save-status";
import { TimeoutAdvice } from "./timeout-advice";

const PRESETS: { value: number | null; label: string }[] = TIMEOUT_PRESETS_SECONDS.map((value) => ({
  value,
  label: formatDuration(value),
}));

export function DefaultTimeoutSection({ settings }: { settings: Settings }) {
  const save = useMutation(saveDefaultTimeoutMutation(useQueryClient()));
  const { reason: reasonNot } = usePermission("settings:write");
  const isEngine = settings.installation.upstream.kind === "engine";
  const projectSeconds = settings.project?.defaultTimeoutSeconds;
  const followed = settings.defaultTimeoutSeconds ?? projectSeconds ?? null;
  const seconds = isEngine ? followed : settings.defaultTimeoutSeconds;
  return (
    <Section title="Default timeout">
      <p className="max-w-prose text-ink-soft">
        How long a session lives when whoever creates it names no timeout. It counts from the start, connected or not.
        Sessions that are running keep the timeout they began with.{" "}
        {isEngine ? "It is the engine's project default: sessions that scripts create follow it too." : null}
      </p>
      <PresetToggle
        legend="Default timeout"
        presets={isEngine ? PRESETS : [{ value: null, label: inheritedLabel(projectSeconds) }, ...PRESETS]}
        value={seconds}
        customLabel={`Custom (${formatDuration(seconds ?? 0)})`}
        custom={{
          initial: toDurationText(seconds ?? 2700),
          renderInput: (props) => <DurationInput {...props} />,
          read: readTimeout,
        }}
        isSaving={save.isPending}
        reasonNot={reasonNot}
        onSave={(choice) => save.mutate({ seconds: choice })}
      />
      <SaveStatus
        saved={save.isSuccess ? savedSentence(save.data.defaultTimeoutSeconds) : undefined}
        reasonNot={reasonNot}
        error={save.error}
      />
      {isEngine ? null : <BrowserbasePrecedence settings={settings} />}
      <TimeoutAdvice defaultSeconds={followed} />
    </Section>
  );
}

function inheritedLabel(projectSeconds: number | undefined): string {
  return projectSeconds === undefined ? "The project's" : `The project's (${formatDuration(projectSeconds)})`;
}

function readTimeout(text: DurationText): { value: number | null } | { problem: string } {
  const parsed = SaveDefaultTimeoutInput.safeParse({ seconds: durationSeconds(text) });
  if (parsed.success) return { value: parsed.data.seconds };
  return { problem: `The timeout ${parsed.error.issues[0]?.message ?? "is not valid"}.` };
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
