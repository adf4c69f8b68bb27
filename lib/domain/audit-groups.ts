import { AUDIT_ACTIONS } from "./audit";

/** The actions by what they are about, as people look for them. `nouns`: what stands before the dot. */
export const AUDIT_GROUPS = [
  { label: "Sessions", nouns: ["session", "release"] },
  { label: "Policies", nouns: ["policy"] },
  { label: "People and accounts", nouns: ["person", "invitation", "people", "account"] },
  { label: "Settings", nouns: ["settings"] },
  { label: "Webhooks", nouns: ["webhook"] },
  { label: "Audit log and pages", nouns: ["audit", "page"] },
].map(({ label, nouns }) => {
  const actions = Object.entries(AUDIT_ACTIONS).filter(([action]) => nouns.includes(action.split(".")[0] ?? ""));
  return { label, actions, all: actions.map(([action]) => action).join(",") };
});
