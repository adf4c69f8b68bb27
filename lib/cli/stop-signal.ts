const LOOK_FOR_PARENT_EVERY_MS = 500;

/** Aborted by Ctrl-C, SIGTERM or the terminal closing. Repeated signals change nothing: npm passes on what it gets. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => controller.abort());
  if (process.env.npm_lifecycle_event) abortWithoutParent(controller);
  return controller.signal;
}

/** npm hands a SIGTERM to the shell between it and us, which dies of it without a word to us. */
function abortWithoutParent(controller: AbortController): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) controller.abort();
  }, LOOK_FOR_PARENT_EVERY_MS);
  timer.unref();
}
