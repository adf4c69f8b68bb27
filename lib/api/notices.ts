import * as z from "zod/mini";
import { NOTICE_KINDS, type Notice, type NoticeChoices } from "@/lib/domain/notice";

const told = z.strictObject(
  { page: z.boolean("must be true or false"), browser: z.boolean("must be true or false") },
  "must say page and browser",
);

/** `PUT /api/notices/choices`: one's own. What is left out is not told. */
export const SaveNoticeChoicesInput = z.strictObject({
  choices: z.partialRecord(z.enum(NOTICE_KINDS), told, "must be an object by kind"),
});
export type SaveNoticeChoicesInput = z.infer<typeof SaveNoticeChoicesInput>;

/** `GET /api/notices/choices`, and the answer to a change of them. */
export type NoticeChoicesAnswer = { choices: NoticeChoices };

export const cursorSchema = z.pipe(
  z.string("must be a cursor").check(z.regex(/^[1-9]\d{0,14}$/, "must be a cursor of an answer")),
  z.transform(Number),
);

/** `GET /api/notices`: newest first. `cursor` is the `next` of the page before. */
export const ListNoticesInput = z.strictObject({ cursor: z.optional(cursorSchema) });
export type ListNoticesInput = z.infer<typeof ListNoticesInput>;

export type NoticePage = { now: number; notices: Notice[]; next: string | null };
