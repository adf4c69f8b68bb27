import { FeedInput } from "@/lib/api/feed";
import { route } from "@/lib/server/http/route";
import { watchFeed } from "@/lib/server/services/feed/watch";

export const GET = route("GET /api/feed", FeedInput, watchFeed);
