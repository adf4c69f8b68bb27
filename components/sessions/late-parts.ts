import { late } from "@/components/ui/late";

const loadQuestion = () => import("./release-question").then((module) => ({ default: module.ReleaseQuestion }));
const loadWait = () => import("./release-wait").then((module) => ({ default: module.ReleaseWait }));
const loadGroup = () => import("./group-row").then((module) => ({ default: module.GroupRow }));
const loadBar = () => import("./release-bar").then((module) => ({ default: module.ReleaseBar }));
const loadSelected = () => import("./selected-bar").then((module) => ({ default: module.SelectedBar }));
const loadChip = () => import("./held-chip").then((module) => ({ default: module.HeldChip }));

/** What the list shows once somebody does something with it: the page is there sooner without. */
export const ReleaseQuestion = late(loadQuestion);
export const ReleaseWait = late(loadWait);
export const GroupRow = late(loadGroup);
export const ReleaseBar = late(loadBar);
export const SelectedBar = late(loadSelected);
export const HeldChip = late(loadChip);

let isLoading = false;

/** Fetches them when somebody comes to the list, so that none is waited for. */
export function loadLateParts(): void {
  if (isLoading) return;
  isLoading = true;
  void Promise.allSettled([loadQuestion(), loadWait(), loadBar(), loadSelected(), loadChip()]);
}
