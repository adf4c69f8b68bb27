import { invalidField } from "../http/invalid-field";

/** The engine has one project, which a request may name or leave out. */
export function checkProject(given: string | undefined, own: string): void {
  if (given !== undefined && given !== own) throw invalidField("body/projectId", "is not the project of this API key");
}
