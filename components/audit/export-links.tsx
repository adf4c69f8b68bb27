import { Download } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { type AuditFilterText, EXPORT_FORMATS } from "@/lib/api/audit";
import { auditExportPath } from "@/lib/queries/audit";

/** Everything that the filter lets pass, not only what the page has loaded. */
export function ExportLinks({ filter, isFiltered }: { filter: AuditFilterText; isFiltered: boolean }) {
  return EXPORT_FORMATS.map((format) => (
    <a
      key={format}
      download
      href={auditExportPath(filter, format)}
      className={buttonClass({ size: "sm" })}
      title={isFiltered ? "All entries that match" : "All entries"}
    >
      <Download aria-hidden className="size-3.5" />
      <span className="sr-only">Export as </span>
      {format.toUpperCase()}
    </a>
  ));
}
