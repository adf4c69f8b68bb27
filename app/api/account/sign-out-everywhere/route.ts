import { NoInput } from "@/lib/api/no-input";
import { route } from "@/lib/server/http/route";
import { signOutEverywhere } from "@/lib/server/services/account/sign-out-everywhere";

export const POST = route("POST /api/account/sign-out-everywhere", NoInput, signOutEverywhere);
