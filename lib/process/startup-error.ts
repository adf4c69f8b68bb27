/** A reason not to start, in one line that names the cause and the way out. Programs print it and exit with code 1. */
export class StartupError extends Error {
  override name = "StartupError";
}
