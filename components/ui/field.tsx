"use client";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";
import { useReasonNot } from "./use-reason-not";

const control =
  // Below 16 px a phone zooms in on focus.
  "h-9 rounded-control border border-control bg-panel px-2.5 text-ellipsis text-ink placeholder:text-ink-faint aria-invalid:border-critical disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:border-dashed aria-disabled:border-line-strong aria-disabled:bg-transparent aria-disabled:text-ink-faint pointer-coarse:h-11 pointer-coarse:text-[1rem]";

const READ_ONLY = "read-only:border-line read-only:bg-paper";

export function TextInput({ className, ...props }: ComponentProps<"input">) {
  return <input data-slot="input" className={cn(control, READ_ONLY, className)} {...props} />;
}

export function Select({ className, reasonNot, ...props }: ComponentProps<"select"> & { reasonNot?: string }) {
  const { control: refusal, tip } = useReasonNot(reasonNot, "onMouseDown");
  return (
    <>
      <select data-slot="select" className={cn(control, "pr-7 pl-2.5", className)} {...props} {...refusal} />
      {tip}
    </>
  );
}

/** A group of controls under one name, with what is wrong with it, announced when it appears. */
export function Fieldset(props: { legend: string; hint?: ReactNode; error?: string; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 font-medium">{props.legend}</legend>
      {props.children}
      {props.hint ? <p className="text-ink-soft text-small">{props.hint}</p> : null}
      <FieldError message={props.error} />
    </fieldset>
  );
}

type TextFieldProps = ComponentProps<"input"> & {
  label: string;
  hint?: ReactNode;
  error?: string;
  /** A control that belongs to the field, under its end. */
  control?: ReactNode;
};

/** One line of text under its label. */
export function TextField({ label, hint, error, control: extra, ...props }: TextFieldProps) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <TextInput
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        className="w-full"
        {...props}
      />
      <div className="flex items-start justify-between gap-3 empty:hidden">
        {hint ? (
          <p id={`${id}-hint`} className="text-ink-soft text-small">
            {hint}
          </p>
        ) : null}
        {extra}
      </div>
      <FieldError id={`${id}-error`} message={error} />
    </div>
  );
}

export function FieldError({ id, message }: { id?: string; message: string | undefined }) {
  return (
    <p id={id} role="alert" className="text-critical text-small empty:hidden">
      {message}
    </p>
  );
}
