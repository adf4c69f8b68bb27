"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import type { Settings } from "@/lib/api/settings";
import { settingsQuery } from "@/lib/queries/settings";
import { AuditRetentionSection } from "./audit-retention-section";
import { DefaultTimeoutSection } from "./default-timeout-section";
import { OwnerSection } from "./owner-section";
import { PriceSection } from "./price-section";
import { SessionRulesSection } from "./session-rules-section";

export function SettingsView() {
  const { data: settings, error, isFetching, refetch } = useQuery(settingsQuery());
  if (!settings && !error) return <p aria-busy="true">Reading the settings…</p>;
  if (!settings) {
    return (
      <Notice tone="critical" role="alert" size="lg" className="grid justify-items-start gap-2">
        <p>The settings could not be read. {error?.message}</p>
        <Button size="sm" disabled={isFetching} onClick={() => void refetch()}>
          Try again
        </Button>
      </Notice>
    );
  }
  return (
    <>
      {error ? (
        <Notice tone="warning" role="status">
          These settings may be out of date. {error.message}
        </Notice>
      ) : null}
      <DefaultTimeoutSection settings={settings} />
      <OwnerSection ownerKey={settings.ownerKey} />
      <PriceSection usdPerHour={settings.usdPerHour} />
      <SessionRulesSection rules={settings.sessionRules} />
      <UpstreamSection settings={settings} />
      <AuditRetentionSection days={settings.auditRetentionDays} />
      <DatabaseSection database={settings.installation.database} />
    </>
  );
}

function UpstreamSection({ settings }: { settings: Settings }) {
  const { project, failure, installation } = settings;
  const { kind, url, apiKeyFile } = installation.upstream;
  return (
    <Section title={kind === "engine" ? "Embedded engine" : "Browserbase"}>
      {failure ? (
        <Notice tone="warning" role="status">
          {failure.message}
        </Notice>
      ) : null}
      <Facts>
        <Fact name="API">
          <code className="figures">{url}</code>
        </Fact>
        {apiKeyFile ? (
          <Fact name="API key">
            in <code className="figures">{apiKeyFile}</code>
          </Fact>
        ) : null}
        <Fact name="Project">{project ? `${project.name} (${project.id})` : "unknown"}</Fact>
        <Fact name="Concurrency">{project ? project.concurrency : "unknown"}</Fact>
      </Facts>
    </Section>
  );
}

function DatabaseSection({ database }: { database: Settings["installation"]["database"] }) {
  if (database.kind === "postgres") {
    return (
      <Section title="Database">
        <p>PostgreSQL, from DATABASE_URL.</p>
      </Section>
    );
  }
  return (
    <Section title="Database">
      <p>
        Embedded, in <code className="figures">{database.folder}</code>.
      </p>
      <Notice>
        It survives a crash of Keepwatch, but not a power cut: what was written last may be lost or damaged then. For
        keeps, set <code className="figures">DATABASE_URL</code> to a PostgreSQL database.
      </Notice>
    </Section>
  );
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid gap-x-6 gap-y-1.5 sm:grid-cols-[10rem_1fr]">{children}</dl>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
