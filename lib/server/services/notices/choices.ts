import { eq } from "drizzle-orm";
import type { NoticeChoicesAnswer, SaveNoticeChoicesInput } from "@/lib/api/notices";
import { DEFAULT_NOTICE_CHOICES } from "@/lib/domain/notice";
import { noticeChoice } from "@/lib/server/db/schema";
import { callingPerson, type ServiceContext } from "@/lib/server/services/service-context";

/** What whoever asks wants to be told of, and how. */
export async function readNoticeChoices(ctx: ServiceContext): Promise<NoticeChoicesAnswer> {
  const { id } = callingPerson(ctx);
  const { choices, personId } = noticeChoice;
  const [row] = await ctx.database.db.select({ choices }).from(noticeChoice).where(eq(personId, id));
  return row ?? { choices: DEFAULT_NOTICE_CHOICES };
}

/** Concerns nobody but whoever chooses, so the audit log does not tell it. */
export async function saveNoticeChoices(
  ctx: ServiceContext,
  { choices }: SaveNoticeChoicesInput,
): Promise<NoticeChoicesAnswer> {
  const { id: personId } = callingPerson(ctx);
  await ctx.database.db
    .insert(noticeChoice)
    .values({ personId, choices })
    .onConflictDoUpdate({ target: noticeChoice.personId, set: { choices } });
  return { choices };
}
