import type { Installation } from "@/lib/api/settings";
import type { DatabaseConnection } from "@/lib/server/db/database";
import type { SnapshotSource } from "@/lib/server/feed/snapshot-source";
import type { Log } from "@/lib/server/log";
import type { Upstream } from "@/lib/server/upstream/upstream";

/** What every service is handed. */
export type ServiceContext = {
  database: DatabaseConnection;
  upstream: Upstream;
  snapshots: SnapshotSource;
  installation: Installation;
  log: Log;
};
