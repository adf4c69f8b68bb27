import { NoInput } from "@/lib/api/no-input";
import { route } from "@/lib/server/http/route";
import { signOut } from "@/lib/server/services/account/sign-out";

export const POST = route("POST /api/account/sign-out", NoInput, signOut);
