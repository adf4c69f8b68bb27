import type { Health } from "@/lib/api/health";
import type { ServiceContext } from "./service-context";

export async function readHealth({ database, snapshots, installation, log }: ServiceContext): Promise<Health> {
  const [isDatabaseWell, { failure }] = await Promise.all([canPing(), snapshots.read()]);
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
