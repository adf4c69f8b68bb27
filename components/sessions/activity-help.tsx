/** What counts as activity, for whoever wonders why a session is called idle. The README says the same. */
export function ActivityHelp() {
  return (
    <div className="grid max-w-prose gap-2">
      <p>
        <strong className="font-semibold">Activity</strong> is an entry in the session's CDP log, which any command of a
        client leaves and any event of its page, and an open live view. Listing a session, opening its details and
        asking after it are none, and neither is what Keepwatch does to know.
      </p>
      <p>
        <strong className="font-semibold">Proven</strong> idle is a session whose log was silent for more than ten
        minutes when it was read less than five minutes ago: Browserbase closes a connection without a command for that
        long, so no client is left. <strong className="font-semibold">Likely</strong> is what was silent for less, was
        read longer ago, or has an empty log, which may also be switched off: the release of such a session is asked
        for, whoever's it is. <strong className="font-semibold">Not known</strong> is never a reason to release.
      </p>
      <p>
        Logs are read one after the other, within the requests that Keepwatch allows itself, those of the sessions first
        that nobody looked at for longest and that seem idle. Sessions without keepAlive end with their client, so
        theirs are not read.
      </p>
    </div>
  );
}
