import { TextField } from "@/components/ui/field";
import { MIN_PASSWORD_CHARACTERS } from "@/lib/domain/password";

export function NewPasswordField({ label, name, error }: { label: string; name: string; error: string | undefined }) {
  return (
    <TextField
      label={label}
      name={name}
      type="password"
      autoComplete="new-password"
      required
      hint={`At least ${MIN_PASSWORD_CHARACTERS} characters. Several words in a row are easy to keep in mind.`}
      error={error}
    />
  );
}
