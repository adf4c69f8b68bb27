/** Browserbase's own limits of a session's timeout, in seconds. */
export const MIN_TIMEOUT_SECONDS = 60;
export const MAX_TIMEOUT_SECONDS = 21_600;

/** The choices of the default-timeout toggle and of the create dialog, in seconds. */
export const TIMEOUT_PRESETS_SECONDS = [300, 900, 1800, 3600, 10_800, 21_600] as const;

/**
 * The timeout to send on create: what the request asks for, else Keepwatch's default, else nothing, so that upstream
 * applies its project's own.
 */
export function resolveTimeout(
  requestedSeconds: number | undefined,
  defaultSeconds: number | null,
): number | undefined {
  return requestedSeconds ?? defaultSeconds ?? undefined;
}
