"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Section } from "@/components/ui/section";
import { SavePriceInput } from "@/lib/api/settings";
import type { Reclaimed } from "@/lib/api/usage";
import { costOf, formatHours, formatUsd, PRICE_PRESETS, PRICES_AS_OF } from "@/lib/domain/cost";
import { usePermission } from "@/lib/hooks/use-permission";
import { savePriceMutation } from "@/lib/queries/settings";
import { usageQuery } from "@/lib/queries/usage";
import { PresetToggle, textInput } from "./preset-toggle";
import { SaveStatus } from "./save-status";

const PRESETS = [
  { value: null, label: "Hours only" },
  ...PRICE_PRESETS.map(({ plan, usdPerHour }) => ({ value: usdPerHour, label: `${plan} (${formatUsd(usdPerHour)})` })),
];

export function PriceSection({ usdPerHour }: { usdPerHour: number | null }) {
  const { reason: reasonNot } = usePermission("settings:write");
  const save = useMutation(savePriceMutation(useQueryClient()));
  return (
    <Section title="Price of a browser hour">
      <p className="max-w-prose text-ink-soft">
        What an hour costs over your plan's allowance. With it the list says what sessions cost, and what the idle ones
        will. The plans' prices are those of {PRICES_AS_OF}.
      </p>
      <PresetToggle
        legend="Price of a browser hour"
        presets={PRESETS}
        value={usdPerHour}
        customLabel={`Custom ($${usdPerHour})`}
        custom={{
          initial: String(usdPerHour ?? ""),
          renderInput: textInput("US dollars an hour", { unit: "US dollars an hour", inputMode: "decimal" }),
          read: readPrice,
        }}
        isSaving={save.isPending}
        reasonNot={reasonNot}
        onSave={(choice) => save.mutate({ usdPerHour: choice })}
      />
      <SaveStatus
        saved={save.isSuccess ? savedSentence(save.data.usdPerHour) : undefined}
        reasonNot={reasonNot}
        error={save.error}
      />
      <ReclaimedSentence usdPerHour={usdPerHour} />
    </Section>
  );
}

function ReclaimedSentence({ usdPerHour }: { usdPerHour: number | null }) {
  const { data } = useQuery(usageQuery());
  if (!data) return null;
  const { week, month } = data.reclaimed;
  if (month.sessions === 0) {
    return <p className="max-w-prose text-ink-soft">No release has reclaimed anything in the last 30 days.</p>;
  }
  return (
    <p className="max-w-prose">
      Releases reclaimed {describe(week, usdPerHour)} in the last 7 days, and {describe(month, usdPerHour)} in the last
      30.
    </p>
  );
}

function describe({ minutes }: Reclaimed, usdPerHour: number | null): string {
  const hours = formatHours(minutes);
  return usdPerHour === null ? hours : `${hours} (${formatUsd(costOf(minutes, usdPerHour))})`;
}

function readPrice(text: string): { value: number | null } | { problem: string } {
  const usdPerHour = text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
  const parsed = SavePriceInput.safeParse({ usdPerHour });
  if (parsed.success) return { value: parsed.data.usdPerHour };
  return { problem: `The price ${parsed.error.issues[0]?.message ?? "is not valid"}.` };
}

function savedSentence(usdPerHour: number | null): string {
  return usdPerHour === null ? "Saved. Costs are shown in hours." : `Saved. An hour costs $${usdPerHour}.`;
}
