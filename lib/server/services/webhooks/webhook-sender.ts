import { type DeliveryOptions, deliverDue } from "./deliver-due";
import { findDueWebhooks } from "./find-due-webhooks";

type Options = DeliveryOptions & { onFailure: (error: unknown) => void };

/**
 * Sends each webhook what is due to it, at the webhook's own pace: a receiver that takes its time keeps no other waiting.
 * Cadence: whenever `begin` is called, for all that are not being served already. On failure: it is told of, and the next
 * `begin` tries again. The signal stops it, and `stop` waits for what is on its way.
 */
export class WebhookSender {
  readonly #options: Options;
  readonly #serving = new Map<string, Promise<unknown>>();

  constructor(options: Options) {
    this.#options = options;
  }

  async begin(signal: AbortSignal): Promise<void> {
    const due = await findDueWebhooks(this.#options.database);
    for (const id of due.filter((one) => !this.#serving.has(one))) this.#serving.set(id, this.#serve(id, signal));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#serving.values());
  }

  async #serve(id: string, signal: AbortSignal): Promise<void> {
    try {
      await deliverDue(id, this.#options, signal);
    } catch (error) {
      this.#options.onFailure(error);
    } finally {
      this.#serving.delete(id);
    }
  }
}
