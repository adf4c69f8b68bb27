/** Beyond this many slots single ones are too thin to see, and one bar tells more. */
const MOST_SEGMENTS = 50;

/** Slots in use; critical when none is left, for then Browserbase refuses new sessions. */
export function SlotMeter({ used, slots }: { used: number; slots: number }) {
  const segments = Math.min(slots, MOST_SEGMENTS);
  const free = Math.max(0, slots - used);
  const usedState = free === 0 ? "full" : "used";
  return (
    <>
      <div aria-hidden className="mt-1.5 flex h-1.5 gap-0.5">
        {Array.from({ length: segments }, (_, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: segments are positions, not things
            key={index}
            data-state={(index * slots) / segments < used ? usedState : "free"}
            className="min-w-0 flex-1 rounded-[2px] bg-line-strong data-[state=full]:bg-critical data-[state=used]:bg-calm"
          />
        ))}
      </div>
      <p className={free === 0 ? "mt-1 text-critical text-small" : "sr-only"}>
        {free === 0 ? "Full: new sessions are refused" : `${free} free`}
      </p>
    </>
  );
}
