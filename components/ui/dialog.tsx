"use client";
import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import "./style-nonce";

/**
 * A modal dialog: from below on a phone, centred elsewhere. Focus, Escape and inertness are Radix's, but it only gives
 * the focus back to a trigger of its own, and ours are elsewhere on the page.
 */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  title: string;
  description: ReactNode;
  /** What gets the focus at first, when that is not the first control of the content. */
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
}) {
  const opener = useRef<Element>(null);

  function returnFocus(event: Event) {
    event.preventDefault();
    const target = opener.current?.isConnected ? opener.current : document.querySelector("main");
    if (target instanceof HTMLElement) target.focus();
  }

  return (
    <Radix.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-30 bg-backdrop" />
        <Radix.Content
          data-slot="dialog"
          onOpenAutoFocus={(event) => {
            opener.current = document.activeElement;
            if (!props.initialFocus?.current) return;
            event.preventDefault();
            props.initialFocus.current.focus();
          }}
          onCloseAutoFocus={returnFocus}
          className="fixed inset-x-0 bottom-0 z-40 flex max-h-[92dvh] flex-col rounded-t-panel border border-line bg-panel sm:inset-auto sm:top-[8vh] sm:left-1/2 sm:max-h-[84vh] sm:w-[36rem] sm:-translate-x-1/2 sm:rounded-panel"
        >
          <header className="border-line border-b py-4 pr-14 pl-5">
            <Radix.Title className="font-semibold text-[1.0625rem] leading-6">{props.title}</Radix.Title>
            <Radix.Description className="text-ink-soft">{props.description}</Radix.Description>
          </header>
          {props.children}
          {/* Last, so that the first control of the content gets the focus. */}
          <Radix.Close
            aria-label="Close"
            className="absolute top-3 right-3 grid size-9 place-items-center rounded-control text-ink-soft hover:bg-paper hover:text-ink pointer-coarse:size-11"
          >
            <X aria-hidden className="size-4" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
