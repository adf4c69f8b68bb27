import Link from "next/link";
import type { ReactNode } from "react";
import type { PersonRow as Person } from "@/lib/api/people";
import { formatTimeLeft } from "@/lib/domain/invitation";
import { comesByOpenId, type Refusals } from "@/lib/domain/person-abilities";
import { Instant } from "./instant";
import type { PeopleDialogState } from "./people-dialog";
import { PersonActions } from "./person-actions";
import { RoleSelect } from "./role-select";
import { usePersonActs } from "./use-person-acts";

/** Shared with the header. On anything narrower a row becomes a card. */
export const PERSON_GRID =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-3.5 sm:px-4.5 xl:grid-cols-[minmax(0,1fr)_8.5rem_9rem_9rem_21rem] xl:gap-x-6";

/** OpenID stands here for whom it let in before it was switched off. */
const WAYS = { password: "password", openid: "OpenID, which is off" };

export type PersonRowProps = {
  person: Person;
  isMe: boolean;
  now: number;
  openIdName: string | null;
  refusals: Refusals;
  onDialog: (dialog: PeopleDialogState) => void;
};

export function PersonRow({ person, isMe, now, openIdName, refusals, onDialog }: PersonRowProps) {
  const acts = usePersonActs(person, { isMe, onDialog });
  const { email, lastSignInAt } = person;
  return (
    <div
      role="row"
      aria-label={email}
      data-active={person.deactivatedAt === null}
      className={`${PERSON_GRID} group min-h-13 items-center gap-y-1.5 border-line border-t py-1.5 max-xl:first:border-t-0 max-xl:py-3.5`}
    >
      <Cell>
        <Identity person={person} isMe={isMe} now={now} />
      </Cell>
      <Cell>
        <RoleSelect person={person} acts={acts} reasonNot={refusals["change-role"]} />
      </Cell>
      <Cell className="text-ink-soft max-xl:col-span-2">
        <span className="xl:hidden">Signs in by </span>
        {comesByOpenId(person, openIdName) ? openIdName : person.signsInBy.map((way) => WAYS[way]).join(" or ")}
        <span className="xl:hidden">
          {" · "}
          {lastSignInAt === null ? "no sign-in known" : <Ago at={lastSignInAt} now={now} />}
        </span>
      </Cell>
      <Cell className="text-ink-soft max-xl:hidden">
        {lastSignInAt === null ? "none known" : <Ago at={lastSignInAt} now={now} />}
      </Cell>
      <Cell className="max-xl:col-span-2">
        <PersonActions person={person} acts={acts} refusals={refusals} onDialog={onDialog} />
      </Cell>
      {acts.failure ? (
        <Cell className="col-span-full">
          <p role="alert" className="pb-1 text-critical">
            {acts.failure}
          </p>
        </Cell>
      ) : null}
    </div>
  );
}

function Identity({ person, isMe, now }: { person: Person; isMe: boolean; now: number }) {
  const { email, deactivatedAt } = person;
  return (
    <>
      <Link
        href={`/audit?who=${encodeURIComponent(email)}`}
        prefetch={false}
        aria-label={`${email}, in the audit log`}
        title="What they did, in the audit log"
        className="block font-medium xl:truncate max-xl:wrap-anywhere underline-offset-2 group-data-[active=false]:font-normal group-data-[active=false]:text-ink-faint hover:underline"
      >
        {email}
      </Link>
      {isMe ? <span className="text-ink-faint text-small">You</span> : null}
      {deactivatedAt === null ? null : (
        <span className="text-ink-soft text-small">
          Deactivated <Ago at={deactivatedAt} now={now} />
        </span>
      )}
    </>
  );
}

function Ago({ at, now }: { at: number; now: number }) {
  return <Instant at={at}>{now - at < 60_000 ? "just now" : `${formatTimeLeft(now - at)} ago`}</Instant>;
}

function Cell({ className = "", children }: { className?: string; children: ReactNode }) {
  return (
    <div role="cell" className={`min-w-0 ${className}`}>
      {children}
    </div>
  );
}
