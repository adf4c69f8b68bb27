"use client";
import { useId } from "react";
import { isTheme, THEME_COOKIE, type Theme } from "@/components/shell/theme";
import { Choice } from "@/components/ui/choice";
import { Section } from "@/components/ui/section";

const YEAR_MS = 365 * 24 * 3600 * 1000;

const OPTIONS: { value: Theme | "system"; label: string }[] = [
  { value: "system", label: "Like the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** Kept in a cookie, so that the server draws the first paint in the right colours. */
export function ThemeSection({ initialTheme }: { initialTheme: string | undefined }) {
  const name = useId();
  const initial = isTheme(initialTheme) ? initialTheme : "system";
  return (
    <Section title="Appearance">
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Theme</legend>
        {OPTIONS.map(({ value, label }) => (
          <Choice key={value} name={name} defaultChecked={value === initial} onChange={() => void applyTheme(value)}>
            {label}
          </Choice>
        ))}
      </fieldset>
    </Section>
  );
}

async function applyTheme(theme: Theme | "system"): Promise<void> {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
    await cookieStore.delete(THEME_COOKIE);
    return;
  }
  document.documentElement.dataset.theme = theme;
  await cookieStore.set({ name: THEME_COOKIE, value: theme, expires: Date.now() + YEAR_MS, sameSite: "lax" });
}
