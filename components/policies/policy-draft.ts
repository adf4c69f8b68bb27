import { type DurationText, durationSeconds, toDurationText } from "@/components/ui/duration-input";
import { CreatePolicyInput } from "@/lib/api/policies";
import { formatMetadataExpression, parseMetadataExpression } from "@/lib/domain/metadata-expression";
import type { PolicyRule } from "@/lib/domain/policy";

/** What a person typed, right or wrong. */
export type PolicyDraft = {
  name: string;
  hasIdle: boolean;
  idle: DurationText;
  hasMaximum: boolean;
  maximum: DurationText;
  minAge: DurationText;
  metadata: string;
  owner: string;
  grace: DurationText;
  maxAtOnce: string;
  maxSharePercent: string;
};

const NEW_RULE: PolicyRule = {
  idleSeconds: 1800,
  maximumSeconds: null,
  minAgeSeconds: 600,
  metadata: [],
  owner: null,
  graceSeconds: 300,
  maxAtOnce: 10,
  maxSharePercent: 50,
};

const DEFAULT_MAXIMUM_SECONDS = 14_400;

export function toDraft(name = "", rule: PolicyRule = NEW_RULE): PolicyDraft {
  return {
    name,
    hasIdle: rule.idleSeconds !== null,
    idle: toDurationText(rule.idleSeconds ?? NEW_RULE.idleSeconds ?? 0),
    hasMaximum: rule.maximumSeconds !== null,
    maximum: toDurationText(rule.maximumSeconds ?? DEFAULT_MAXIMUM_SECONDS),
    minAge: toDurationText(rule.minAgeSeconds),
    metadata: formatMetadataExpression(rule.metadata),
    owner: rule.owner ?? "",
    grace: toDurationText(rule.graceSeconds),
    maxAtOnce: String(rule.maxAtOnce),
    maxSharePercent: String(rule.maxSharePercent),
  };
}

/** Sentences by the field's name: `name`, `idleSeconds`. */
export type PolicyErrors = Readonly<Record<string, string>>;

/** The request that the draft stands for, or what is wrong with it by field. */
export function parseDraft(draft: PolicyDraft): { input: CreatePolicyInput } | { errors: PolicyErrors } {
  const metadata = parseMetadataExpression(draft.metadata);
  if (metadata.problem !== undefined) return { errors: { metadata: metadata.problem } };
  const parsed = CreatePolicyInput.safeParse({
    name: draft.name,
    rule: {
      idleSeconds: draft.hasIdle ? durationSeconds(draft.idle) : null,
      maximumSeconds: draft.hasMaximum ? durationSeconds(draft.maximum) : null,
      minAgeSeconds: durationSeconds(draft.minAge),
      metadata: metadata.matches,
      owner: draft.owner.trim() || null,
      graceSeconds: durationSeconds(draft.grace),
      maxAtOnce: toNumber(draft.maxAtOnce),
      maxSharePercent: toNumber(draft.maxSharePercent),
    },
  });
  if (parsed.success) return { input: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => [toField(path.join(".")), toSentence(message)]);
  return { errors: Object.fromEntries(errors) };
}

/** The server names a field by its path: `rule.idleSeconds`. */
export function toField(path: string): string {
  return path.replace(/^rule\./, "").split(".")[0] ?? "";
}

/** What follows a field's name, as a sentence under the field. */
export function toSentence(message: string): string {
  return `It ${message}.`;
}

function toNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
