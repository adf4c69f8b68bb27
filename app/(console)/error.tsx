"use client";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto max-w-prose px-4 py-10">
      <Notice tone="critical" role="alert" size="lg" className="grid justify-items-start gap-2">
        <h1 className="font-semibold">This page could not be shown</h1>
        <p>Sessions go on as they were. The server's log says more{error.digest ? ` under ${error.digest}` : ""}.</p>
        <Button onClick={reset}>Try again</Button>
      </Notice>
    </main>
  );
}
