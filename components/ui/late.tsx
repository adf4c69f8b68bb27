import { type ComponentType, lazy, type ReactNode, useState } from "react";

const RETRY_MS = 2_000;
/** The server answers and the code does not come: it is of an older build, and only a reload helps. */
const MOST_TRIES_WHILE_REACHABLE = 3;

/** A part whose code comes when it is first wanted, or ahead of that by `load`, which rejects when it does not come. */
export type Late<Props> = { (props: Props): ReactNode; load: () => Promise<void> };

/**
 * `lazy` for a part that may be wanted while the server cannot be reached: it comes as soon as it can, and the page
 * stays meanwhile. What has come already is there at once, without a frame in which it is waited for.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): Late<Props> {
  let loaded: ComponentType<Props> | undefined;
  const Awaited = lazy(async () => ({ default: await loadPatiently(load) })) as ComponentType<Props>;
  function Part(props: Props) {
    // What was waited for is not put in anew once it has come.
    const [Content] = useState(() => loaded ?? Awaited);
    return <Content {...props} />;
  }
  return Object.assign(Part, {
    async load() {
      loaded = await load();
    },
  });
}

async function loadPatiently<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let tries = 1; ; ) {
    try {
      return await load();
    } catch (error) {
      if (await isReachable()) tries += 1;
      if (tries > MOST_TRIES_WHILE_REACHABLE) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function isReachable(): Promise<boolean> {
  const asked = fetch("/api/health", { cache: "no-store", signal: AbortSignal.timeout(5_000) });
  return asked.then(
    ({ ok }) => ok,
    () => false,
  );
}
