import type { Settings } from "@/lib/api/settings";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readDefaultTimeout } from "./default-timeout";

export async function readSettings({ snapshots, database, installation }: ServiceContext): Promise<Settings> {
  const [{ project, failure }, defaultTimeoutSeconds] = await Promise.all([
    snapshots.read(),
    readDefaultTimeout(database),
  ]);
  return { defaultTimeoutSeconds, project, failure, installation };
}
