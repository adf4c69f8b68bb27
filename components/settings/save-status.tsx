import { Notice } from "@/components/ui/notice";

type Props = {
  /** What was saved, once something was. */
  saved: string | undefined;
  /** Why whoever looks at it may not change it. */
  reasonNot: string | undefined;
  error: Error | null;
};

/** What came of saving, announced. */
export function SaveStatus({ saved, reasonNot, error }: Props) {
  return (
    <>
      <p role="status" className="min-h-5 text-ink-soft">
        {saved ?? reasonNot}
      </p>
      {error ? (
        <Notice tone="critical" role="alert">
          {error.message}
        </Notice>
      ) : null}
    </>
  );
}
