/** What a fuse of an idle session is filled with, by the pattern below. */
export const IDLE_FILL = "fill-[url(#idle-hatch)]";

/** Once on the page, for all fuses to refer to. */
export function IdleHatch() {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      <pattern id="idle-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="4" height="4" className="fill-idle-soft" />
        <rect width="2.5" height="4" className="fill-idle" />
      </pattern>
    </svg>
  );
}
