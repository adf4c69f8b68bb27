import { late } from "@/components/ui/late";

/** What the list shows once somebody does something with it: the page is there sooner without. */
export const ReleaseQuestion = late(() => import("./release-question").then((module) => module.ReleaseQuestion));
export const ReleaseWait = late(() => import("./release-wait").then((module) => module.ReleaseWait));
export const GroupRow = late(() => import("./group-row").then((module) => module.GroupRow));
export const ReleaseBars = late(() => import("./release-bars").then((module) => module.ReleaseBars));
export const SelectedBar = late(() => import("./selected-bar").then((module) => module.SelectedBar));
export const HeldChip = late(() => import("./held-chip").then((module) => module.HeldChip));

/** Each weighs as much as the table, and is wanted once in a while. */
export const SessionDialog = late(() => import("./session-dialog").then((module) => module.SessionDialog));
export const ProtectDialog = late(() => import("./protect-dialog").then((module) => module.ProtectDialog));
export const ReleaseDialog = late(() => import("./release-dialog").then((module) => module.ReleaseDialog));
export const KeysDialog = late(() => import("./keys-dialog").then((module) => module.KeysDialog));

let isLoading = false;

/** Fetches what the rows and the bars need when somebody comes to the list, so that none of it is waited for. */
export function loadLateParts(): void {
  if (isLoading) return;
  isLoading = true;
  void Promise.allSettled(
    [ReleaseQuestion, ReleaseWait, ReleaseBars, SelectedBar, HeldChip].map((part) => part.load()),
  );
}

/** Fetches it when it is about to be wanted. When it does not come, it is waited for where it is. */
export function loadReleaseDialog(): void {
  ReleaseDialog.load().catch(() => undefined);
}
