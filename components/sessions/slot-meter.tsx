/** Beyond this many slots single ones are too thin to see, and one bar tells more. */
const MOST_SEGMENTS = 50;

type SlotMeterProps = {
  used: number;
  /** Of these, the ones that nobody seems to need, until they have ended. */
  idle: number;
  slots: number;
};

/** Slots in use, the idle ones last; critical when none is left, for then Browserbase refuses new sessions. */
export function SlotMeter({ used, idle, slots }: SlotMeterProps) {
  const segments = Math.min(slots, MOST_SEGMENTS);
  const free = Math.max(0, slots - used);
  function stateOf(slot: number): string {
    if (slot >= used) return "free";
    if (slot >= used - idle) return "idle";
    return free === 0 ? "full" : "used";
  }
  return (
    <>
      <div aria-hidden className="mt-2.5 flex h-2 gap-0.5">
        {Array.from({ length: segments }, (_, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: segments are positions, not things
            key={index}
            data-state={stateOf((index * slots) / segments)}
            className="data-[state=idle]:hatched min-w-0 flex-1 rounded-[2px] bg-line data-[state=full]:bg-critical data-[state=used]:bg-calm"
          />
        ))}
      </div>
      <p className={`mt-1 text-small ${free === 0 ? "text-critical" : "text-ink-soft"}`}>
        {free === 0 ? "Full: new sessions are refused" : `${free} free`}
        {idle > 0 ? `, ${idle} held by idle ones` : ""}
      </p>
    </>
  );
}
