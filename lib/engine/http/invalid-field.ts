import { HttpError } from "./http-error";

/** The error Ajv would have raised, for a rule that JSON Schema cannot express. */
export function invalidField(field: string, problem: string): HttpError {
  return new HttpError(400, `${field} ${problem}`, { code: "FST_ERR_VALIDATION" });
}
