import { existsSync, readFileSync } from "node:fs";
import { STATUS_CODES } from "node:http";
import { Type } from "typebox";
import Schema from "typebox/schema";
import { Value } from "typebox/value";
import type { Answer } from "./noting-proxy";

const PATH = new URL("../../../../shared/browserbase-openapi.json", import.meta.url);

const Response = Type.Object({
  content: Type.Optional(Type.Record(Type.String(), Type.Object({ schema: Type.Optional(Type.Unknown()) }))),
});
const Operation = Type.Object({ responses: Type.Record(Type.String(), Response) });
const Document = Type.Object({
  paths: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown())),
  components: Type.Object({ schemas: Type.Record(Type.String(), Type.Unknown()) }),
});

/** The published schema stands beside the checkout, not within it. */
export const isSchemaThere = existsSync(PATH);

/** What an answer lacks to be one that the published schema allows; nothing when it is one. */
export function violationsOf(answer: Answer): string[] {
  const where = `${answer.method} ${answer.path} ${answer.status}`;
  return findViolations(answer).map((violation) => `${where}: ${violation}`);
}

function findViolations({ method, path, status, contentType, body }: Answer): string[] {
  const { paths, components } = readDocument();
  const template = Object.keys(paths).find((candidate) => toPattern(candidate).test(path));
  const operation = template && paths[template]?.[method.toLowerCase()];
  const response = Value.Check(Operation, operation) ? operation.responses[status] : undefined;
  if (!response) return status >= 400 ? errorViolations(status, body) : ["is not in the schema"];
  if (!response.content) return body === "" ? [] : ["has a body"];
  const mediaType = contentType.split(";")[0] ?? "";
  const { schema } = response.content[mediaType] ?? {};
  if (schema === undefined) return [`is ${mediaType}, not one of ${Object.keys(response.content)}`];
  if (mediaType !== "application/json") return [];
  const [, errors] = Schema.Compile({ components, allOf: [schema] }).Errors(JSON.parse(body));
  return errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The schema leaves most errors out; Browserbase sends all of them in one shape. */
function errorViolations(status: number, body: string): string[] {
  const Shape = Type.Object({
    statusCode: Type.Literal(status),
    error: Type.Literal(STATUS_CODES[status] ?? ""),
    message: Type.String({ minLength: 1 }),
    code: Type.Optional(Type.String()),
  });
  return Value.Errors(Shape, JSON.parse(body)).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function toPattern(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`);
}

function readDocument() {
  return Value.Parse(Document, JSON.parse(readFileSync(PATH, "utf8")));
}
