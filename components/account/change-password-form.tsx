"use client";
import { useMutation } from "@tanstack/react-query";
import { TextField } from "@/components/ui/field";
import { changePasswordMutation } from "@/lib/queries/account";
import { AccountForm } from "./account-form";
import { NewPasswordField } from "./new-password-field";
import { readFormError } from "./read-form-error";

export function ChangePasswordForm({ email }: { email: string }) {
  const change = useMutation(changePasswordMutation());
  const wrong = readFormError(change.error, { currentPassword: "Current password", newPassword: "New password" });
  return (
    <div className="grid max-w-sm gap-3">
      <AccountForm
        action="Change password"
        isPending={change.isPending}
        failure={wrong.form}
        onSubmit={(textOf, form) =>
          change.mutate(
            { currentPassword: textOf("currentPassword"), newPassword: textOf("newPassword") },
            { onSuccess: () => form.reset() },
          )
        }
      >
        {/* Tells a password manager whose password it is. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <TextField
          label="Current password"
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          required
          error={wrong.currentPassword}
        />
        <NewPasswordField label="New password" name="newPassword" error={wrong.newPassword} />
      </AccountForm>
      <p role="status" className="text-ink-soft empty:hidden">
        {change.isSuccess ? "Your password is changed. Every other browser is signed out." : null}
      </p>
    </div>
  );
}
