import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FieldError, TextInput } from "@/components/ui/field";
import { type InvitationRow, InviteInput, type LinkResult } from "@/lib/api/people";
import { describeRole } from "@/lib/domain/describe-role";
import { ROLES, type Role } from "@/lib/domain/permissions";
import { inviteMutation } from "@/lib/queries/people";
import { wrongField } from "@/lib/queries/request-json";

type InviteFormProps = {
  invitations: readonly InvitationRow[];
  onInvited: (result: LinkResult) => void;
  onCancel: () => void;
};

export function InviteForm({ invitations, onInvited, onCancel }: InviteFormProps) {
  const invite = useMutation(inviteMutation(useQueryClient()));
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [invalid, setInvalid] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const [emailId, noteId] = [useId(), useId()];
  const isAboutEmail = wrongField(invite.error) === "email";
  const emailError = invalid ?? (isAboutEmail ? invite.error?.message : undefined);
  const isInvited = invitations.some((other) => other.role !== null && other.email === email.trim().toLowerCase());

  function submit(event: FormEvent) {
    event.preventDefault();
    if (invite.isPending) return;
    const parsed = InviteInput.safeParse({ email, role });
    if (!parsed.success) {
      setInvalid(`This ${parsed.error.issues[0]?.message ?? "is not valid"}.`);
      return field.current?.focus();
    }
    invite.mutate(parsed.data, {
      onSuccess: onInvited,
      onError: (error) => wrongField(error) === "email" && field.current?.focus(),
    });
  }

  function changeEmail(value: string) {
    setEmail(value);
    setInvalid(undefined);
    invite.reset();
  }

  return (
    <form className="flex min-h-0 flex-col" noValidate onSubmit={submit}>
      <div className="grid min-h-0 gap-5 overflow-y-auto px-5 py-4">
        <div className="grid gap-1.5">
          <label htmlFor={emailId} className="font-medium">
            Email
          </label>
          <TextInput
            ref={field}
            id={emailId}
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-invalid={emailError !== undefined}
            aria-describedby={noteId}
            value={email}
            onChange={({ target }) => changeEmail(target.value)}
          />
          <div id={noteId}>
            <FieldError message={emailError} />
            {isInvited && !emailError ? (
              <p className="text-ink-soft text-small">They are invited already. A new link ends the one made before.</p>
            ) : null}
          </div>
        </div>
        <RoleField value={role} onChange={setRole} />
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3.5">
        <p role="alert" className="mr-auto text-critical empty:hidden">
          {isAboutEmail ? null : invite.error?.message}
        </p>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary">
          Make the link
        </Button>
      </footer>
    </form>
  );
}

function RoleField({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const name = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium">Role</legend>
      {ROLES.map((role) => (
        <label
          key={role}
          className="flex gap-3 rounded-control border border-line-strong px-3 py-2.5 has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2 hover:border-ink"
        >
          <input
            type="radio"
            name={name}
            aria-label={role}
            aria-describedby={`${name}-${role}`}
            checked={role === value}
            onChange={() => onChange(role)}
            className="mt-0.5 size-4 shrink-0 accent-ink outline-none"
          />
          <span>
            <span className="font-medium">{role}</span>
            <span id={`${name}-${role}`} className="block text-ink-soft text-small">
              {describeRole(role)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
