import { ChangePasswordInput } from "@/lib/api/account";
import { route } from "@/lib/server/http/route";
import { changePassword } from "@/lib/server/services/account/change-password";

export const PUT = route("PUT /api/account/password", ChangePasswordInput, changePassword);
