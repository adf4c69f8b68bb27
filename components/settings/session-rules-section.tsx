"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { formatDuration } from "@/lib/domain/duration";
import { type SessionRules, whoMay } from "@/lib/domain/session-rules";
import { usePermission } from "@/lib/hooks/use-permission";
import { SessionRulesForm } from "./session-rules-form";

export function SessionRulesSection({ rules }: { rules: SessionRules }) {
  const { reason } = usePermission("settings:write");
  const [isEditing, setEditing] = useState(false);
  const [isSaved, setSaved] = useState(false);

  function finish(saved: boolean) {
    setEditing(false);
    setSaved(saved);
  }

  return (
    <Section title="Session rules">
      <p className="max-w-prose text-ink-soft">
        What may be created through Keepwatch. A wish that breaks a rule is refused, and never changed to fit. Sessions
        that are running keep what they began with.
      </p>
      {isEditing ? (
        <SessionRulesForm rules={rules} onDone={finish} />
      ) : (
        <>
          <dl className="grid gap-x-6 gap-y-1.5 sm:grid-cols-[14rem_1fr]">
            <Rule name="Shortest timeout" seconds={rules.minTimeoutSeconds} none="60 s, Browserbase's" />
            <Rule name="Longest timeout" seconds={rules.maxTimeoutSeconds} none="6 h, Browserbase's" />
            <Rule name="Longest timeout with keepAlive" seconds={rules.maxKeepAliveTimeoutSeconds} none="the same" />
            <dt className="text-ink-soft">keepAlive</dt>
            <dd>for {whoMay(rules)}</dd>
          </dl>
          <Button className="justify-self-start" reasonNot={reason} onClick={() => setEditing(true)}>
            Change the rules
          </Button>
        </>
      )}
      <p role="status" className="text-ink-soft empty:hidden">
        {isSaved && !isEditing ? "Saved. New sessions follow these rules." : null}
      </p>
      <p className="max-w-prose text-ink-soft text-small">
        A timeout that somebody asks for comes before the default timeout, and both have to keep within these rules; of
        two limits, the smaller counts. Sessions that scripts create elsewhere do not pass here.
      </p>
    </Section>
  );
}

function Rule({ name, seconds, none }: { name: string; seconds: number | null; none: string }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd>{seconds === null ? none : formatDuration(seconds)}</dd>
    </>
  );
}
