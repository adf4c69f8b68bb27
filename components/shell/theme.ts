export const THEME_COOKIE = "keepwatch-theme";

const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Anything else means that the page follows the system. */
export function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value);
}
