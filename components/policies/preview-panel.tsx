import { useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice";
import type { PolicyRow } from "@/lib/api/policies";
import { policyPreviewQuery } from "@/lib/queries/policies";
import { PolicyImpact } from "./policy-impact";

/** What a policy that is there would do, and would have done. */
export function PreviewPanel({ policy }: { policy: PolicyRow }) {
  const { data: preview, error } = useQuery(policyPreviewQuery(policy.rule));
  return (
    <div className="min-h-0 overflow-y-auto px-5 py-4" aria-busy={!preview && !error}>
      {preview ? <PolicyImpact rule={policy.rule} preview={preview} /> : null}
      {error ? (
        <Notice tone="critical" role="alert">
          {error.message}
        </Notice>
      ) : null}
      {preview || error ? null : <p className="text-ink-soft">Looking at the last days…</p>}
    </div>
  );
}
