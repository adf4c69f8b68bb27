import type { CreateSessionInput, CreateSessionResult } from "@/lib/api/sessions";
import { resolveTimeout } from "@/lib/domain/timeout";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readDefaultTimeout } from "@/lib/server/services/settings/default-timeout";

export async function createSession(
  { upstream, snapshots, database }: ServiceContext,
  input: CreateSessionInput,
): Promise<CreateSessionResult> {
  const seconds = resolveTimeout(input.timeoutSeconds, await readDefaultTimeout(database));
  try {
    const { value } = await upstream.createSession({ ...input, timeoutSeconds: seconds });
    return { session: snapshots.learn(value) };
  } catch (error) {
    // When only the answer was lost there is a session all the same, and the list shows it.
    snapshots.expire();
    throw error;
  }
}
