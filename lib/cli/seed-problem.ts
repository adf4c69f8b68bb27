import type { APIError } from "@browserbasehq/sdk";

type Attempt = {
  created: number;
  wanted: number;
  url: string;
  /** Where the key was read, as a person finds it. */
  keySource: string;
};

/** Why seeding went no further, and the way out. */
export function seedProblem({ status, message }: Pick<APIError, "status" | "message">, attempt: Attempt): string {
  const { created, wanted, url, keySource } = attempt;
  if (status === undefined) return `Nothing answers at ${url}; run npm start first, with the same ENGINE_PORT.`;
  if (status === 401) {
    return `The engine at ${url} does not take the key in ${keySource}: is it started on another data folder?`;
  }
  const progress = `${created} of ${wanted} created`;
  // Both refusals for now are a 429, and the text alone says which and how many.
  const slots = status === 429 ? /max concurrent sessions limit \(limit (\d+)/.exec(message)?.[1] : undefined;
  if (slots) return `${progress}; all ${slots} slots are held: release some, or raise ENGINE_CONCURRENCY.`;
  return `${progress}; the engine says: ${message.replace(/\.$/, "")}.`;
}
