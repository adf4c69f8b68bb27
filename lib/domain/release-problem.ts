import type { Session } from "./session";

/** Of a release that was to end it, and did not. */
export function releaseProblem({ release }: Pick<Session, "release">): string | undefined {
  switch (release?.state) {
    case "skipped":
      return `not released: ${release.detail ?? "it was in use"}`;
    case "refused":
    case "failed":
      return `release ${release.state}: ${release.detail ?? "upstream did not say why"}`;
    default:
      return undefined;
  }
}
