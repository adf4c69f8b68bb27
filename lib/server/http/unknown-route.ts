import { AppError } from "@/lib/server/errors";
import { guardHost } from "./guard-request";
import { respond } from "./respond";

/** The answer to a path under /api that leads nowhere, so that programs get an error that they can read. */
export function unknownRoute(request: Request): Promise<Response> {
  return respond(request, async ({ backbone }) => {
    guardHost(request, backbone.web);
    throw new AppError("not_found", `There is no ${request.method} ${new URL(request.url).pathname}.`);
  });
}
