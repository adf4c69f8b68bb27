import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import type { DeliveryRow, WebhookRow } from "@/lib/api/webhooks";
import { formatAge } from "@/lib/domain/duration";
import { formatAgo } from "@/lib/domain/instant";
import { NOTICE_LABELS } from "@/lib/domain/notice-labels";
import { deliveriesQuery, retryDeliveryMutation } from "@/lib/queries/webhooks";

/** What was sent, or is to be, newest first, and what came of it. */
export function DeliveryList({ webhook }: { webhook: WebhookRow }) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(deliveriesQuery(webhook.id));
  const retry = useMutation(retryDeliveryMutation(useQueryClient()));
  if (!data) return <p className="text-ink-soft text-small">{error?.message ?? "Reading the deliveries…"}</p>;
  const deliveries = data.pages.flatMap((page) => page.deliveries);
  const now = data.pages[0]?.now ?? 0;
  return (
    <>
      {deliveries.length === 0 ? <p className="text-ink-soft text-small">Nothing was sent yet.</p> : null}
      <ul aria-label={`Deliveries of ${webhook.name}`}>
        {deliveries.map((delivery) => (
          <li
            key={delivery.id}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-line border-t py-2 text-small"
          >
            <div>
              <p className="text-ink-soft">
                <span className="font-medium text-ink">{STATE_LABELS[delivery.state]}</span> ·{" "}
                {NOTICE_LABELS[delivery.notice.kind].name} · {formatAgo(now - delivery.notice.at)}
              </p>
              <p className="wrap-anywhere">{delivery.notice.message}</p>
              <p className="text-ink-soft empty:hidden">{describeAttempts(delivery, now)}</p>
            </div>
            {delivery.state === "delivered" ? null : (
              <Button
                size="sm"
                disabled={retry.isPending}
                onClick={() => retry.mutate({ id: webhook.id, deliveryId: delivery.id })}
              >
                Retry now
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p role="alert" className="text-critical text-small empty:hidden">
        {retry.error?.message ?? error?.message}
      </p>
      {hasNextPage ? (
        <Button size="sm" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Earlier ones
        </Button>
      ) : null}
    </>
  );
}

const STATE_LABELS = { waiting: "Waiting", delivered: "Delivered", failed: "Failed" };

function describeAttempts({ state, attempts, lastError, nextAttemptAt }: DeliveryRow, now: number): string {
  const times = attempts === 1 ? "Tried once." : `Tried ${attempts} times.`;
  const next = nextAttemptAt === null ? "" : ` Next in ${formatAge(Math.max(0, nextAttemptAt - now) / 1000)}.`;
  if (state === "delivered") return attempts > 1 ? times : "";
  return attempts === 0 && !lastError ? "" : `${attempts > 0 ? `${times} ` : ""}${lastError ?? ""}${next}`;
}
