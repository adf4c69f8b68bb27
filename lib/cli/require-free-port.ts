import { once } from "node:events";
import { createServer } from "node:net";
import { StartupError } from "@/lib/process/startup-error";

/** Found out before anything slow is done; `variable` is what sets another port. */
export async function requireFreePort(host: string, port: number, variable: string): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (cause) {
    throw new StartupError(messageFor(cause, port, variable), { cause });
  }
  server.close();
  await once(server, "close");
}

function messageFor(error: unknown, port: number, variable: string): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `Port ${port} is taken; stop what uses it or set ${variable}.`;
  return `Port ${port} cannot be used (${code ?? error}); set ${variable} to another port.`;
}
