import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { NOTICE_KINDS, type NoticeKind, type NoticeWay } from "@/lib/domain/notice";
import { NOTICE_LABELS } from "@/lib/domain/notice-labels";
import { useNotificationPermission } from "@/lib/hooks/use-notification-permission";
import { noticeChoicesQuery, saveNoticeChoicesMutation } from "@/lib/queries/notices";
import { askToNotify } from "./ask-to-notify";

const WAYS: { way: NoticeWay; label: string }[] = [
  { way: "page", label: "In Keepwatch" },
  { way: "browser", label: "By the browser" },
];

/** What one is told of oneself. Others choose for themselves. */
export function ChoicesSection() {
  const { data } = useQuery(noticeChoicesQuery());
  const queryClient = useQueryClient();
  const save = useMutation(saveNoticeChoicesMutation(queryClient));
  const permission = useNotificationPermission();
  const [refusal, setRefusal] = useState<string>();
  const choices = data?.choices ?? {};

  async function choose(kind: NoticeKind, way: NoticeWay, isOn: boolean) {
    const answer = way === "browser" && isOn ? await askToNotify() : undefined;
    setRefusal(answer);
    if (answer !== undefined) return;
    // As they are by now: others may have been chosen while the browser asked.
    const { choices: current = {} } = queryClient.getQueryData(noticeChoicesQuery().queryKey) ?? {};
    const before = current[kind] ?? { page: false, browser: false };
    save.mutate({ ...current, [kind]: { ...before, [way]: isOn } });
  }

  const isToldElsewhere = permission === "default" && Object.values(choices).some(({ browser }) => browser);

  return (
    <Section title="What you are told of">
      <p className="max-w-prose text-ink-soft">
        You get each notice once. In Keepwatch: under the bell, and as a note while you look at something else. By the
        browser: in front of other windows, for as long as a tab with Keepwatch is open; every browser asks you first.
      </p>
      {isToldElsewhere ? (
        <Notice tone="warning" className="flex flex-wrap items-center gap-2">
          <p className="min-w-60 flex-1">You chose to be told by the browser, and this one was not asked yet.</p>
          <Button size="sm" onClick={() => void askToNotify().then(setRefusal)}>
            Allow in this browser
          </Button>
        </Notice>
      ) : null}
      <div className="grid grid-cols-[minmax(0,1fr)_auto_auto]">
        <span aria-hidden />
        {WAYS.map(({ way, label }) => (
          <span
            key={way}
            aria-hidden
            className="max-w-19 px-1.5 pb-1 text-center text-ink-soft text-small sm:max-w-none sm:px-3"
          >
            {label}
          </span>
        ))}
        {NOTICE_KINDS.map((kind) => (
          <Fragment key={kind}>
            <div className="border-line border-t py-2.5">
              <p className="font-medium">{NOTICE_LABELS[kind].name}</p>
              <p className="text-ink-soft text-small">{NOTICE_LABELS[kind].when}</p>
            </div>
            {WAYS.map(({ way, label }) => (
              <label key={way} className="grid min-h-11 place-items-center border-line border-t">
                <input
                  type="checkbox"
                  aria-label={`${label}: ${NOTICE_LABELS[kind].name}`}
                  checked={choices[kind]?.[way] ?? false}
                  onChange={({ target }) => void choose(kind, way, target.checked)}
                />
              </label>
            ))}
          </Fragment>
        ))}
      </div>
      {(refusal ?? save.error) ? (
        <Notice tone="warning" role="alert">
          {refusal ?? save.error?.message}
        </Notice>
      ) : null}
    </Section>
  );
}
