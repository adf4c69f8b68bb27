import * as z from "zod/mini";
import { AppError } from "@/lib/server/errors";

const DEFAULT_MAX_BODY_BYTES = 64 * 1024;

/** The query of a GET, else the JSON body, with the path's parameters, parsed by the route's schema. */
export async function readInput<Schema extends z.core.$ZodType>(
  schema: Schema,
  request: Request,
  params: Readonly<Record<string, string>>,
  { maxBodyBytes = DEFAULT_MAX_BODY_BYTES }: { maxBodyBytes?: number } = {},
): Promise<z.core.output<Schema>> {
  const given = request.method === "GET" ? readQuery(request) : parseObject(await readText(request, maxBodyBytes));
  const repeated = Object.keys(params).find((name) => Object.hasOwn(given, name));
  if (repeated) throw new AppError("invalid", `${repeated} belongs in the path only.`, { field: repeated });
  const input = { ...given, ...params };
  const field = findNul(input);
  if (field !== undefined) throw new AppError("invalid", `${field} must not contain the character U+0000`, { field });
  const parsed = z.safeParse(schema, input);
  if (parsed.success) return parsed.data;
  throw toAppError(parsed.error);
}

function readQuery(request: Request): Record<string, unknown> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  const reader = request.body?.getReader();
  for (let chunk = await reader?.read(); chunk?.value; chunk = await reader?.read()) {
    bytes += chunk.value.byteLength;
    if (bytes > maxBytes) {
      await reader?.cancel();
      throw new AppError("payload_too_large", `The request body is larger than ${maxBytes / 1024} kB.`);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}

function parseObject(text: string): Record<string, unknown> {
  const value = text === "" ? {} : parseJson(text);
  const parsed = z.safeParse(z.record(z.string(), z.unknown()), value);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid", "The request body must be a JSON object.");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause, whose words quote the body: it may hold a password, and a cause is logged.
    throw new AppError("invalid", "The request body is not valid JSON.");
  }
}

type Place = { name: string; value: unknown; within?: Place };

/** The path to a text, or to a field's name, that holds U+0000: Postgres stores none, and nobody types one. */
function findNul(input: Readonly<Record<string, unknown>>): string | undefined {
  // No recursion: a body may be nested deeper than the stack goes.
  const pending: Place[] = [{ name: "", value: input }];
  for (let place = pending.pop(); place; place = pending.pop()) {
    const { name, value } = place;
    if (name.includes("\0") || (typeof value === "string" && value.includes("\0"))) return pathTo(place);
    if (typeof value !== "object" || value === null) continue;
    for (const [inner, part] of Object.entries(value)) pending.push({ name: inner, value: part, within: place });
  }
  return undefined;
}

function pathTo(place: Place): string {
  const names: string[] = [];
  for (let at = place; at.within; at = at.within) names.unshift(at.name.replaceAll("\0", ""));
  return names.join(".");
}

/** The schemas of lib/api word their messages to follow the field's name: `must be at least 60 seconds`. */
function toAppError({ issues: [issue] }: z.core.$ZodError): AppError {
  if (!issue) return new AppError("invalid", "The request is not valid.");
  if (issue.code === "unrecognized_keys") {
    const field = [...issue.path, issue.keys[0]].join(".");
    return new AppError("invalid", `${field} is not a known field`, { field });
  }
  const field = issue.path.join(".");
  return new AppError("invalid", `${field} ${issue.message}`, { field });
}
