"use client";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { toLocalPath } from "@/lib/domain/to-local-path";
import { signInMutation } from "@/lib/queries/account";

export function SignInForm({ to }: { to: string }) {
  const signIn = useMutation({
    ...signInMutation(),
    // A new document: nothing that the page held for another person is left.
    onSuccess: () => window.location.assign(toLocalPath(to)),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get("email")), password: String(form.get("password")) });
  }

  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      <h1 className="font-semibold text-lg">Sign in</h1>
      <label className="grid gap-1">
        Email
        <input name="email" type="email" autoComplete="username" required className="field" />
      </label>
      <label className="grid gap-1">
        Password
        <input name="password" type="password" autoComplete="current-password" required className="field" />
      </label>
      <p role="alert" className="text-critical empty:hidden">
        {signIn.error?.message}
      </p>
      <Button type="submit" variant="primary" disabled={signIn.isPending}>
        Sign in
      </Button>
    </form>
  );
}
