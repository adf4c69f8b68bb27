/** Beyond this many slots single ones are too thin to see, and one bar tells more. */
const MOST_SEGMENTS = 50;

/** Slots in use: keepAlive ones first and solid, those that end with their client lighter, free ones empty. */
export function SlotMeter({ used, kept, slots }: { used: number; kept: number; slots: number }) {
  const segments = Math.min(slots, MOST_SEGMENTS);
  const perSegment = slots / segments;
  return (
    <div
      role="img"
      aria-label={`${used} of ${slots} slots in use, ${kept} by keepAlive sessions`}
      className="mt-2 flex h-2 gap-0.5"
    >
      {Array.from({ length: segments }, (_, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: segments are positions, not things
          key={index}
          data-state={segmentState(index * perSegment, used, kept)}
          className="min-w-0 flex-1 rounded-[2px] bg-line data-[state=kept]:bg-calm data-[state=used]:bg-[color-mix(in_srgb,var(--calm)_45%,var(--panel))]"
        />
      ))}
    </div>
  );
}

function segmentState(position: number, used: number, kept: number): "kept" | "used" | "free" {
  if (position < kept) return "kept";
  return position < used ? "used" : "free";
}
