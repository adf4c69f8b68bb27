import { Dialog } from "@/components/ui/dialog";

/** Every key that the sessions page takes. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="Keyboard"
      description="Keys work wherever one is on the page, but while typing and in a dialog."
    >
      <div className="grid gap-5 overflow-y-auto px-5 py-4">
        {PARTS.map(({ title, keys }) => (
          <section key={title} aria-label={title}>
            <h3 className="mb-1.5 font-medium">{title}</h3>
            <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-1.5">
              {keys.map(({ chords, act }) => (
                <div key={act} className="contents">
                  <dt className="flex flex-wrap items-baseline gap-1.5 text-ink-faint">
                    {chords.map((chord) => (
                      <kbd key={chord} className="rounded border border-line-strong px-1 font-mono text-ink">
                        {chord}
                      </kbd>
                    ))}
                  </dt>
                  <dd className="text-ink-soft">{act}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

type Keys = { chords: readonly string[]; act: string };

const PARTS: readonly { title: string; keys: readonly Keys[] }[] = [
  {
    title: "Anywhere",
    keys: [
      { chords: ["/"], act: "Type a filter" },
      { chords: ["j", "k"], act: "Go to the list" },
      { chords: ["a"], act: "Select all that match" },
      { chords: ["Esc"], act: "Close what is open, take back a question, or clear the selection" },
      { chords: ["⇧R"], act: "Ask to release the idle sessions" },
      { chords: ["?"], act: "Show these keys" },
    ],
  },
  {
    title: "In the list",
    keys: [
      { chords: ["j", "↓"], act: "Next row" },
      { chords: ["k", "↑"], act: "Previous row" },
      { chords: ["Home", "End"], act: "First row, last row" },
      { chords: ["space"], act: "Select the row, or do so no longer" },
      { chords: ["⇧space"], act: "The same for all rows from the last one on" },
      { chords: ["Tab"], act: "The buttons of the row" },
    ],
  },
  {
    title: "In a question",
    keys: [{ chords: ["Enter"], act: "In its field: confirm" }],
  },
];
