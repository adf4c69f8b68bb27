"use client";
import "./globals.css";

/** In place of Next's own, whose style elements the page's policy refuses. Shown when not even the layout can be. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto grid max-w-prose justify-items-start gap-3 px-4 py-10">
          <h1 className="font-semibold text-lg">Keepwatch could not show this page</h1>
          <p>Sessions go on as they were. The server's log says more{error.digest ? ` under ${error.digest}` : ""}.</p>
          <button type="button" className="underline underline-offset-2" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
