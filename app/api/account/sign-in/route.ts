import { SignInInput } from "@/lib/api/account";
import { route } from "@/lib/server/http/route";
import { signIn } from "@/lib/server/services/account/sign-in";

export const POST = route("POST /api/account/sign-in", SignInInput, signIn);
