import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Notice, NoticeChoices } from "@/lib/domain/notice";
import { noticeChoicesQuery } from "@/lib/queries/notices";
import { snapshotQuery } from "@/lib/queries/sessions";

const NO_NOTICES: readonly Notice[] = [];
const NO_CHOICES: NoticeChoices = {};

/** The notices of the last hour, newest first, and what of them whoever is signed in wants to be told. */
export function useToldNotices() {
  const { data: all = NO_NOTICES } = useQuery({ ...snapshotQuery(), select: ({ notices }) => notices });
  const { data } = useQuery({ ...noticeChoicesQuery(), refetchOnMount: false });
  const choices = data?.choices ?? NO_CHOICES;
  const inPage = useMemo(() => all.filter(({ kind }) => choices[kind]?.page), [all, choices]);
  return { all, inPage, choices };
}
