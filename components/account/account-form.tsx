import type { FormEvent, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type AccountFormProps = {
  action: string;
  isPending: boolean;
  /** What went wrong with the whole of it; what is wrong with a field stands at the field. */
  failure: string | undefined;
  /** `textOf` gives the text of a field by its name. */
  onSubmit: (textOf: (name: string) => string, form: HTMLFormElement) => void;
  children: ReactNode;
};

/** Fields and the button that sends them. Passwords stay in the document: none is held in the state of a component. */
export function AccountForm({ action, isPending, failure, onSubmit, children }: AccountFormProps) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    onSubmit((name) => String(fields.get(name) ?? ""), form);
  }

  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      {children}
      {failure ? (
        <Notice tone="critical" role="alert">
          {failure}
        </Notice>
      ) : null}
      <Button type="submit" variant="primary" disabled={isPending} className="justify-self-stretch">
        {action}
      </Button>
    </form>
  );
}
