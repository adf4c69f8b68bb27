import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { type DurationText, durationSeconds, toDurationText } from "@/components/ui/duration-input";
import { OptionalDuration } from "@/components/ui/optional-duration";
import { SaveSessionRulesInput } from "@/lib/api/settings";
import type { Role } from "@/lib/domain/permissions";
import { type SessionRules, whoMay } from "@/lib/domain/session-rules";
import { wrongField } from "@/lib/queries/request-json";
import { saveSessionRulesMutation } from "@/lib/queries/settings";

type LimitName = "minTimeoutSeconds" | "maxTimeoutSeconds" | "maxKeepAliveTimeoutSeconds";

const LIMITS: { name: LimitName; label: string; hint: string }[] = [
  { name: "minTimeoutSeconds", label: "Shortest timeout", hint: "Off: 60 s, Browserbase's." },
  { name: "maxTimeoutSeconds", label: "Longest timeout", hint: "Off: 6 h, Browserbase's." },
  {
    name: "maxKeepAliveTimeoutSeconds",
    label: "Longest timeout with keepAlive",
    hint: "Off: as long as without. It is how long a forgotten session costs.",
  },
];

const KEEP_ALIVE_CHOICES: readonly (readonly Role[])[] = [["operator", "admin"], ["admin"], []];

type Limit = { isOn: boolean; value: DurationText };

export function SessionRulesForm({ rules, onDone }: { rules: SessionRules; onDone: (saved: boolean) => void }) {
  const save = useMutation(saveSessionRulesMutation(useQueryClient()));
  const [limits, setLimits] = useState(() => toLimits(rules));
  const [keepAliveRoles, setKeepAliveRoles] = useState(rules.keepAliveRoles);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const group = useId();

  function change(name: LimitName, part: Partial<Limit>) {
    setLimits((current) => ({ ...current, [name]: { ...current[name], ...part } }));
    setErrors({});
    save.reset();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending) return;
    const seconds = ({ isOn, value }: Limit) => (isOn ? durationSeconds(value) : null);
    const parsed = SaveSessionRulesInput.safeParse({
      minTimeoutSeconds: seconds(limits.minTimeoutSeconds),
      maxTimeoutSeconds: seconds(limits.maxTimeoutSeconds),
      maxKeepAliveTimeoutSeconds: seconds(limits.maxKeepAliveTimeoutSeconds),
      keepAliveRoles,
    });
    if (parsed.success) return save.mutate(parsed.data, { onSuccess: () => onDone(true) });
    setErrors(Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join("."), `It ${message}.`])));
  }

  const refused = wrongField(save.error);
  return (
    <form className="grid max-w-xl gap-4" noValidate onSubmit={submit}>
      {LIMITS.map(({ name, label, hint }) => (
        <OptionalDuration
          key={name}
          label={label}
          hint={hint}
          isOn={limits[name].isOn}
          value={limits[name].value}
          error={errors[name] ?? (refused === name ? save.error?.message : undefined)}
          onToggle={(isOn) => change(name, { isOn })}
          onChange={(value) => change(name, { value })}
        />
      ))}
      <fieldset className="flex flex-wrap items-center gap-1.5">
        <legend className="mb-1.5 font-medium">keepAlive is for</legend>
        {KEEP_ALIVE_CHOICES.map((roles) => (
          <Choice
            key={roles.length}
            name={group}
            checked={roles.length === keepAliveRoles.length}
            onChange={() => setKeepAliveRoles(roles)}
          >
            {whoMay({ keepAliveRoles: roles })}
          </Choice>
        ))}
      </fieldset>
      <p role="alert" className="text-critical empty:hidden">
        {save.error && !LIMITS.some(({ name }) => name === refused) ? save.error.message : null}
      </p>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={save.isPending}>
          Save the rules
        </Button>
        <Button onClick={() => onDone(false)}>Cancel</Button>
      </div>
    </form>
  );
}

function toLimits(rules: SessionRules): Record<LimitName, Limit> {
  const toLimit = (name: LimitName, initialSeconds: number): Limit => ({
    isOn: rules[name] !== null,
    value: toDurationText(rules[name] ?? initialSeconds),
  });
  return {
    minTimeoutSeconds: toLimit("minTimeoutSeconds", 300),
    maxTimeoutSeconds: toLimit("maxTimeoutSeconds", 10_800),
    maxKeepAliveTimeoutSeconds: toLimit("maxKeepAliveTimeoutSeconds", 3600),
  };
}
