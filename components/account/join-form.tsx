"use client";
import { useMutation } from "@tanstack/react-query";
import { TextField } from "@/components/ui/field";
import { joinMutation } from "@/lib/queries/account";
import { AccountForm } from "./account-form";
import { NewPasswordField } from "./new-password-field";
import { readFormError } from "./read-form-error";

type JoinFormProps = { token: string; email: string; action: string; passwordLabel: string };

export function JoinForm({ token, email, action, passwordLabel }: JoinFormProps) {
  // Replaces the address, so that the link does not stay in the way back.
  const join = useMutation({ ...joinMutation(), onSuccess: () => window.location.replace("/") });
  const wrong = readFormError(join.error, { password: passwordLabel });
  return (
    <AccountForm
      action={action}
      isPending={join.isPending || join.isSuccess}
      failure={wrong.form}
      onSubmit={(textOf) => join.mutate({ token, password: textOf("password") })}
    >
      <TextField label="Email" type="email" autoComplete="username" readOnly defaultValue={email} />
      <NewPasswordField label={passwordLabel} name="password" error={wrong.password} />
    </AccountForm>
  );
}
