import { Dialog } from "@/components/ui/dialog";
import type { Installation } from "@/lib/api/settings";
import { shortId } from "@/lib/domain/session";
import { ConnectPanel } from "./connect-panel";

/** `sessionId` undefined means closed. */
export function ConnectDialog(props: {
  sessionId: string | undefined;
  isNew: boolean;
  upstream: Installation["upstream"];
  onClose: () => void;
}) {
  const { sessionId } = props;
  if (!sessionId) return null;
  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      title={props.isNew ? `Session ${shortId(sessionId)} is running` : `Connect to ${shortId(sessionId)}`}
      description="Attach with Playwright, Puppeteer or any CDP client."
    >
      <ConnectPanel sessionId={sessionId} upstream={props.upstream} />
    </Dialog>
  );
}
