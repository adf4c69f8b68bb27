import { FirstAdminInput } from "@/lib/api/account";
import { route } from "@/lib/server/http/route";
import { createFirstAdmin } from "@/lib/server/services/account/create-first-admin";

export const POST = route("POST /api/account/first-admin", FirstAdminInput, createFirstAdmin, { status: 201 });
