import { wrongField } from "@/lib/queries/request-json";

/** A refusal under the name of the field that it is about, worded with the field's label; else under `form`. */
export function readFormError(
  error: Error | null,
  labels: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  if (!error) return {};
  const field = wrongField(error);
  const label = field === undefined ? undefined : labels[field];
  if (field === undefined || label === undefined) return { form: error.message };
  const isAboutName = error.message.startsWith(`${field} `);
  return { [field]: isAboutName ? `${label}${error.message.slice(field.length)}.` : error.message };
}
