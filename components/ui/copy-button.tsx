"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";

const CONFIRMED_MS = 2000;

/** Copies `text` and says so for two seconds, to the eye and to a screen reader. */
export function CopyButton(props: {
  text: string;
  label: string;
  children?: string;
  className?: string;
  variant?: "quiet" | "primary";
}) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(props.text);
      setState("copied");
    } catch {
      setState("failed");
    }
  }

  return (
    <>
      <Button
        variant={props.variant ?? "quiet"}
        size={props.children ? "md" : "icon"}
        className={props.className}
        aria-label={props.label}
        title={props.label}
        onClick={copy}
      >
        {state === "copied" ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />}
        {props.children}
      </Button>
      {/* Success shows in the icon; a failure has to be read. */}
      <span role="status" className={state === "failed" ? "self-center text-critical text-small" : "sr-only"}>
        {announcement[state]}
      </span>
    </>
  );
}

const announcement = { idle: "", copied: "Copied", failed: "Your browser did not allow copying" };
