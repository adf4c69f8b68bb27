import type { Locks } from "@/lib/queries/feed/leadership";

type Holder = { name: string; reject: (error: Error) => void };
type Waiting = { name: string; grant: () => void };

/** One browser's locks, of which a test can take one away as a browser does from a page that crashed. */
export function fakeLocks(): Locks {
  const holders = new Map<string, Holder>();
  const queue: Waiting[] = [];

  function release(holder: Holder) {
    if (holders.get(holder.name) !== holder) return;
    holders.delete(holder.name);
    const next = queue.findIndex(({ name }) => name === holder.name);
    if (next >= 0) queue.splice(next, 1)[0]?.grant();
  }

  function hold(name: string, run: () => Promise<unknown>, settle: { resolve: (value: unknown) => void } & Holder) {
    const holder: Holder = { name, reject: settle.reject };
    holders.set(name, holder);
    void run().then((value) => {
      release(holder);
      settle.resolve(value);
    });
  }

  function request(name: string, options: LockOptions, run: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const abort = (reason: string) => reject(new DOMException(reason, "AbortError"));
      const grant = () => hold(name, run, { name, resolve, reject });
      if (options.signal?.aborted) return abort("aborted");
      if (options.steal) {
        holders.get(name)?.reject(new DOMException("stolen", "AbortError"));
        return queueMicrotask(grant);
      }
      if (!holders.has(name)) return queueMicrotask(grant);
      const waiting = { name, grant };
      queue.push(waiting);
      options.signal?.addEventListener("abort", () => {
        const at = queue.indexOf(waiting);
        if (at < 0) return;
        queue.splice(at, 1);
        abort("aborted");
      });
    });
  }
  return { request } as Locks;
}
