import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { MIN_PASSWORD_CHARACTERS } from "@/lib/domain/password";

/** Typed once, so it can be looked at. */
export function NewPasswordField({ label, name, error }: { label: string; name: string; error: string | undefined }) {
  const [isShown, setIsShown] = useState(false);
  return (
    <TextField
      label={label}
      name={name}
      type={isShown ? "text" : "password"}
      autoComplete="new-password"
      spellCheck={false}
      autoCapitalize="none"
      required
      hint={`At least ${MIN_PASSWORD_CHARACTERS} characters. Several words in a row are easy to keep in mind.`}
      error={error}
      control={
        <Button variant="quiet" size="sm" className="-mr-2" onClick={() => setIsShown(!isShown)}>
          {isShown ? "Hide" : "Show"}
        </Button>
      }
    />
  );
}
