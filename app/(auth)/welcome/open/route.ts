import { OpenWelcomeInput } from "@/lib/api/account";
import { route } from "@/lib/server/http/route";
import { openWelcome } from "@/lib/server/services/account/open-welcome";

export const GET = route("GET /welcome/open", OpenWelcomeInput, openWelcome);
