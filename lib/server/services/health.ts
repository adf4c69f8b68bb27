import type { Health } from "@/lib/api/health";
import type { ServiceContext } from "./service-context";

export async function readHealth({ database, feed, installation, log }: ServiceContext): Promise<Health> {
  const isDatabaseWell = await canPing();
  // Whoever probes is nobody who looks: it is not asked for their sake.
  const { failure } = feed.look();
  return {
    status: isDatabaseWell ? "ok" : "failing",
    database: { kind: database.kind, state: isDatabaseWell ? "ok" : "failing" },
    upstream: { kind: installation.upstream.kind, state: failure ? "failing" : "ok" },
  };

  function canPing(): Promise<boolean> {
    return database.ping().then(
      () => true,
      (err: unknown) => {
        log.error({ err }, "the database does not answer");
        return false;
      },
    );
  }
}
