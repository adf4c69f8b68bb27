"use client";
import { useMutation } from "@tanstack/react-query";
import { TextField } from "@/components/ui/field";
import { toLocalPath } from "@/lib/domain/to-local-path";
import { signInMutation } from "@/lib/queries/account";
import { AccountForm } from "./account-form";
import { readFormError } from "./read-form-error";

export function SignInForm({ to }: { to: string }) {
  const signIn = useMutation({
    ...signInMutation(),
    // A new document: nothing that the page held for another person is left.
    onSuccess: () => window.location.assign(toLocalPath(to)),
  });
  const wrong = readFormError(signIn.error, { email: "Email", password: "Password" });
  return (
    <AccountForm
      action="Sign in"
      isPending={signIn.isPending || signIn.isSuccess}
      failure={wrong.form}
      onSubmit={(textOf) => signIn.mutate({ email: textOf("email"), password: textOf("password") })}
    >
      <TextField label="Email" name="email" type="email" autoComplete="username" required error={wrong.email} />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        error={wrong.password}
        hint="Forgot it? An admin can make you a link for a new one."
      />
    </AccountForm>
  );
}
