import { InviteInput } from "@/lib/api/people";
import { route } from "@/lib/server/http/route";
import { invite } from "@/lib/server/services/people/invite";

export const POST = route("POST /api/people/invitations", InviteInput, invite, { status: 201 });
