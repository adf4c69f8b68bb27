import type { FeedInput } from "@/lib/api/feed";
import { AppError } from "@/lib/server/errors";
import type { FrameEncoding } from "@/lib/server/feed/frame";
import { callingPerson, type RequestContext } from "@/lib/server/services/service-context";

/** Opens a stream of the picture and of what happens to it, for as long as whoever asks is signed in and may look. */
export async function watchFeed(ctx: RequestContext, { after }: FeedInput): Promise<Response> {
  const { id: personId } = callingPerson(ctx);
  const found = await ctx.auth.api.getSession({ headers: ctx.requestHeaders });
  if (!found) throw new AppError("unauthenticated", "Sign in first.");
  const encoding = acceptedEncoding(ctx.requestHeaders);
  const lastId = ctx.requestHeaders.get("last-event-id") ?? after;
  const viewer = await ctx.streams.add({ personId, signInId: found.session.id }, () =>
    ctx.feed.watch({ encoding, after: lastId }),
  );
  viewer.signal.addEventListener("abort", () => viewer.hasFallenBehind && ctx.hangUp(), { once: true });
  ctx.signal.addEventListener("abort", () => viewer.end(), { signal: viewer.signal });
  if (ctx.signal.aborted) viewer.end();
  return new Response(viewer.stream, { headers: streamHeaders(encoding) });
}

/** What stands between us and the viewer must neither hold events back nor compress them once more for each. */
function streamHeaders(encoding: FrameEncoding): Headers {
  const headers = new Headers({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
    vary: "accept-encoding",
  });
  if (encoding === "gzip") headers.set("content-encoding", "gzip");
  return headers;
}

function acceptedEncoding(headers: Headers): FrameEncoding {
  const accepted = headers.get("accept-encoding")?.split(",") ?? [];
  return accepted.some((one) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$)[\d.]+\s*)?$/i.test(one)) ? "gzip" : "identity";
}
