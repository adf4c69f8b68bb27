import { NoInput } from "@/lib/api/no-input";
import { route } from "@/lib/server/http/route";
import { readHealth } from "@/lib/server/services/health";

export const GET = route("GET /api/health", NoInput, readHealth, {
  status: (health) => (health.status === "ok" ? 200 : 503),
});
