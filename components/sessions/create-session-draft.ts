import * as z from "zod/mini";
import { CreateSessionInput } from "@/lib/api/sessions";
import { TIMEOUT_PRESETS_SECONDS } from "@/lib/domain/timeout";

/** What a person typed, right or wrong. A schema, since the last draft comes back from storage. */
const CreateSessionDraft = z.object({
  keepAlive: z.boolean(),
  /** `default`, a preset in seconds, or `custom`. */
  timeoutOption: z.string(),
  timeout: z.object({ amount: z.string(), unit: z.enum(["s", "min", "h"]) }),
  region: z.string(),
  /** `choice` is `default`, `WIDTHxHEIGHT`, or `custom` for the typed sides. */
  viewport: z.object({ choice: z.string(), width: z.string(), height: z.string() }),
  metadata: z.array(z.object({ key: z.string(), value: z.string() })),
});
export type CreateSessionDraft = z.infer<typeof CreateSessionDraft>;
export type ViewportDraft = CreateSessionDraft["viewport"];

const EMPTY_DRAFT: CreateSessionDraft = {
  keepAlive: true,
  timeoutOption: "default",
  timeout: { amount: "45", unit: "min" },
  region: "us-west-2",
  viewport: { choice: "default", width: "1280", height: "720" },
  metadata: [],
};

export type DraftErrors = Partial<
  Record<"keepAlive" | "timeoutSeconds" | "viewport" | "userMetadata" | "region", string>
>;

/** The request that the draft stands for, or what is wrong with it by field. */
export function parseDraft(
  draft: CreateSessionDraft,
  customTimeoutSeconds: number,
): { input: CreateSessionInput } | { errors: DraftErrors } {
  const metadata = draft.metadata.filter(({ key, value }) => key.trim() !== "" || value.trim() !== "");
  const metadataError = metadataProblem(metadata.map(({ key }) => key.trim()));
  if (metadataError) return { errors: { userMetadata: metadataError } };
  const parsed = CreateSessionInput.safeParse({
    keepAlive: draft.keepAlive,
    timeoutSeconds: draftTimeoutSeconds(draft, customTimeoutSeconds),
    region: draft.region,
    viewport: draftViewport(draft.viewport),
    userMetadata:
      metadata.length > 0 ? Object.fromEntries(metadata.map(({ key, value }) => [key.trim(), value])) : undefined,
  });
  if (parsed.success) return { input: parsed.data };
  const issues = parsed.error.issues.map(({ path, message }) => [String(path[0]), fieldMessage(path, message)]);
  return { errors: Object.fromEntries(issues) };
}

const STORAGE_KEY = "keepwatch-create-session";

/** The last choice on this browser, so that the next session is two clicks away. */
export function readLastDraft(): CreateSessionDraft {
  try {
    const stored = CreateSessionDraft.safeParse(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null"));
    return stored.success ? stored.data : EMPTY_DRAFT;
  } catch {
    // Storage that is blocked or holds rubbish only costs the convenience.
    return EMPTY_DRAFT;
  }
}

export function rememberDraft(draft: CreateSessionDraft): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(draft));
  } catch {
    // As above.
  }
}

/** `undefined` for the default. */
export function draftTimeoutSeconds(
  { timeoutOption: option }: CreateSessionDraft,
  customSeconds: number,
): number | undefined {
  if (option === "default") return undefined;
  if (option === "custom") return customSeconds;
  return TIMEOUT_PRESETS_SECONDS.find((preset) => String(preset) === option);
}

function draftViewport(draft: ViewportDraft): { width: number; height: number } | undefined {
  if (draft.choice === "default") return undefined;
  const [width, height] = draft.choice === "custom" ? [draft.width, draft.height] : draft.choice.split("x");
  return { width: toNumber(width), height: toNumber(height) };
}

function toNumber(text: string | undefined): number {
  return text?.trim() ? Number(text) : Number.NaN;
}

function metadataProblem(keys: string[]): string | undefined {
  if (keys.includes("")) return "Every value needs a key.";
  if (new Set(keys).size < keys.length) return "Every key may stand once.";
  return undefined;
}

function fieldMessage(path: readonly PropertyKey[], message: string): string {
  const side = path[0] === "viewport" && path[1] ? `The ${String(path[1])}` : "It";
  return `${side} ${message}.`;
}
