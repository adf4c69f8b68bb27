import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Fieldset, TextField } from "@/components/ui/field";
import { CreateWebhookInput } from "@/lib/api/webhooks";
import { NOTICE_KINDS, type NoticeKind, WEBHOOK_FORMATS, type WebhookFormat } from "@/lib/domain/notice";
import { FORMAT_LABELS, NOTICE_LABELS } from "@/lib/domain/notice-labels";
import { createWebhookMutation } from "@/lib/queries/webhooks";

type FormProps = { onAdded: (secret: string | null) => void; onCancel: () => void };
type Problem = { field: string; message: string };

export function WebhookForm({ onAdded, onCancel }: FormProps) {
  const create = useMutation(createWebhookMutation(useQueryClient()));
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [format, setFormat] = useState<WebhookFormat>("standard");
  const [kinds, setKinds] = useState<readonly NoticeKind[]>(NOTICE_KINDS);
  const [problem, setProblem] = useState<Problem>();
  const form = useRef<HTMLFormElement>(null);
  const errorOf = (field: string) => (problem?.field === field ? `This ${problem.message}.` : undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (create.isPending) return;
    const parsed = CreateWebhookInput.safeParse({ name, url, format, kinds });
    const issue = parsed.error?.issues[0];
    setProblem(issue && { field: String(issue.path[0]), message: issue.message });
    if (parsed.success) return create.mutate(parsed.data, { onSuccess: ({ secret }) => onAdded(secret) });
    const field = form.current?.elements.namedItem(String(issue?.path[0]));
    if (field instanceof HTMLElement) field.focus();
  }

  return (
    <form ref={form} className="flex min-h-0 flex-col" noValidate onSubmit={submit}>
      <div className="grid min-h-0 gap-5 overflow-y-auto px-5 py-4">
        <TextField
          label="Name"
          name="name"
          autoComplete="off"
          value={name}
          error={errorOf("name")}
          onChange={({ target }) => setName(target.value)}
        />
        <TextField
          label="Address"
          name="url"
          type="url"
          autoComplete="off"
          spellCheck={false}
          hint="Nobody sees more of it than its host afterwards."
          value={url}
          error={errorOf("url")}
          onChange={({ target }) => setUrl(target.value)}
        />
        <Fieldset legend="Format" hint={FORMAT_LABELS[format].what}>
          <div className="flex flex-wrap gap-1.5">
            {WEBHOOK_FORMATS.map((one) => (
              <Choice key={one} name="format" checked={one === format} onChange={() => setFormat(one)}>
                {FORMAT_LABELS[one].name}
              </Choice>
            ))}
          </div>
        </Fieldset>
        <KindsField kinds={kinds} error={errorOf("kinds")} onChange={setKinds} />
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3.5">
        <p role="alert" className="mr-auto text-critical empty:hidden">
          {create.error?.message}
        </p>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={create.isPending}>
          Add
        </Button>
      </footer>
    </form>
  );
}

type KindsProps = {
  kinds: readonly NoticeKind[];
  error: string | undefined;
  onChange: (kinds: readonly NoticeKind[]) => void;
};

function KindsField({ kinds, error, onChange }: KindsProps) {
  return (
    <Fieldset legend="What it is told of" error={error}>
      <div className="grid">
        {NOTICE_KINDS.map((kind) => (
          <label key={kind} className="flex min-h-8 items-center gap-2.5 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              name="kinds"
              checked={kinds.includes(kind)}
              onChange={({ target }) =>
                onChange(NOTICE_KINDS.filter((one) => (one === kind ? target.checked : kinds.includes(one))))
              }
            />
            {NOTICE_LABELS[kind].name}
          </label>
        ))}
      </div>
    </Fieldset>
  );
}
