"use client";
import { useMutation } from "@tanstack/react-query";
import { TextField } from "@/components/ui/field";
import { createFirstAdminMutation } from "@/lib/queries/account";
import { AccountForm } from "./account-form";
import { NewPasswordField } from "./new-password-field";
import { readFormError } from "./read-form-error";

export function FirstAdminForm() {
  const create = useMutation({ ...createFirstAdminMutation(), onSuccess: () => window.location.replace("/") });
  const wrong = readFormError(create.error, { email: "Email", password: "Password" });
  return (
    <AccountForm
      action="Create admin account"
      isPending={create.isPending || create.isSuccess}
      failure={wrong.form}
      onSubmit={(textOf) => create.mutate({ email: textOf("email"), password: textOf("password") })}
    >
      <TextField label="Email" name="email" type="email" autoComplete="username" required error={wrong.email} />
      <NewPasswordField label="Password" name="password" error={wrong.password} />
    </AccountForm>
  );
}
