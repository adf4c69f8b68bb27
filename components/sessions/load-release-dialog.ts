const load = () => import("./release-dialog").then((module) => ({ default: module.ReleaseDialog }));

/** Fetches it when it is about to be wanted. */
export function loadReleaseDialog(): ReturnType<typeof load> {
  return load();
}
