"use client";
import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { signOutMutation } from "@/lib/queries/account";
import { leaveForSignIn } from "@/lib/queries/leave-for-sign-in";

type SignOutButtonProps = { everywhere?: boolean; className?: string };

export function SignOutButton({ everywhere = false, className }: SignOutButtonProps) {
  const signOut = useMutation({ ...signOutMutation(), onSuccess: () => leaveForSignIn() });
  return (
    <>
      <Button
        size="sm"
        className={className}
        disabled={signOut.isPending || signOut.isSuccess}
        onClick={() => signOut.mutate({ everywhere })}
      >
        {everywhere ? "Sign out everywhere" : "Sign out"}
      </Button>
      <p role="alert" className="text-critical text-small empty:hidden">
        {signOut.error?.message}
      </p>
    </>
  );
}
