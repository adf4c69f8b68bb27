"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { shortId } from "@/lib/domain/session";
import { liveViewQuery, watchingQuery } from "@/lib/queries/live-view";

/** What Browserbase's live view, and the engine's, tells the page around it. */
const DISCONNECTED = "browserbase-disconnected";

/** The browser of a session as it is now, to look at and to use. While it is open the session counts as in use. */
export function LiveView({ sessionId }: { sessionId: string }) {
  const view = useQuery(liveViewQuery(sessionId));
  const frame = useRef<HTMLIFrameElement>(null);
  const [isDisconnected, setDisconnected] = useState(false);
  useQuery(watchingQuery(sessionId, { isWatching: view.isSuccess && !isDisconnected }));

  useEffect(() => {
    function hear({ data, source }: MessageEvent) {
      if (data === DISCONNECTED && source !== null && source === frame.current?.contentWindow) setDisconnected(true);
    }
    window.addEventListener("message", hear);
    return () => window.removeEventListener("message", hear);
  }, []);

  async function lookAgain() {
    await view.refetch();
    setDisconnected(false);
  }

  if (view.isPending) return <Placeholder>Opening the live view…</Placeholder>;
  if (view.error || isDisconnected) {
    return (
      <div className="grid gap-3 px-5 py-4">
        <Notice tone={view.error ? "critical" : "warning"} role="alert">
          {view.error?.message ?? "The live view was closed: the session ended, or the tab that it showed."}
        </Notice>
        <Button className="justify-self-start" disabled={view.isFetching} onClick={() => void lookAgain()}>
          Look again
        </Button>
      </div>
    );
  }
  return (
    <iframe
      ref={frame}
      title={`Live view of ${shortId(sessionId)}`}
      src={view.data.url}
      sandbox="allow-same-origin allow-scripts allow-forms"
      referrerPolicy="no-referrer"
      className="aspect-[16/10] w-full bg-paper sm:rounded-b-panel"
    />
  );
}

function Placeholder({ children }: { children: string }) {
  return (
    <p aria-busy="true" className="grid aspect-[16/10] place-items-center text-ink-soft">
      {children}
    </p>
  );
}
