import { PersonIdInput } from "@/lib/api/people";
import { route } from "@/lib/server/http/route";
import { makePasswordLink } from "@/lib/server/services/people/make-password-link";

export const POST = route("POST /api/people/[id]/password-link", PersonIdInput, makePasswordLink, { status: 201 });
