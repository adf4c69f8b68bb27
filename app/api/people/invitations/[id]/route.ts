import { PersonIdInput } from "@/lib/api/people";
import { route } from "@/lib/server/http/route";
import { revokeInvitation } from "@/lib/server/services/people/revoke-invitation";

export const DELETE = route("DELETE /api/people/invitations/[id]", PersonIdInput, revokeInvitation);
