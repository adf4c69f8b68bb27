import { expect, test } from "@playwright/test";
import type { DueNotice, NoticeKind } from "./notice";
import { groupNotices } from "./notice-groups";

function notices(count: number, kind: NoticeKind, data?: DueNotice["data"]): DueNotice[] {
  return Array.from({ length: count }, (_, index) => ({
    kind,
    onceKey: `${kind}:s${index}`,
    sessionId: `s${index}`,
    message: "It is so.",
    data,
  }));
}

test("three are no group, four are one, and each kind is one of its own", () => {
  expect(groupNotices(notices(3, "session.idle"))).toEqual([]);
  const groups = groupNotices([...notices(4, "session.idle"), ...notices(5, "session.timing-out")]);
  expect(groups.map(({ notice }) => notice)).toEqual([
    {
      kind: "session.idle",
      onceKey: "many:session.idle:s0",
      message: "4 sessions have been idle for 30 min or longer, and hold a slot each.",
      data: { count: 4, sessionIds: ["s0", "s1", "s2", "s3"] },
    },
    {
      kind: "session.timing-out",
      onceKey: "many:session.timing-out:s0",
      message: "5 sessions time out within 5 min, and are still in use.",
      data: { count: 5, sessionIds: ["s0", "s1", "s2", "s3", "s4"] },
    },
  ]);
  expect([...(groups[0]?.memberKeys ?? [])]).toHaveLength(4);
});

test("what concerns no session is told of one by one, however often", () => {
  expect(groupNotices(notices(9, "policy.acted"))).toEqual([]);
});

test("an empty log is not taken for proof, and of thousands the first ids are listed", () => {
  const [some] = groupNotices([
    ...notices(2, "session.idle", { hasLog: false }),
    ...notices(1_200, "session.idle", { hasLog: true }),
  ]);
  expect(some?.notice.message).toBe(
    "1202 sessions have been idle for 30 min or longer, 2 of them by a log that is empty and may be switched off, and hold a slot each.",
  );
  expect(some?.notice.data).toMatchObject({ count: 1_202, sessionIds: { length: 1_000 } });
  const [all] = groupNotices(notices(4, "session.idle", { hasLog: false }));
  expect(all?.notice.message).toContain(", all of them by a log that is empty");
});
