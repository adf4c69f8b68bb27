import { readFile } from "node:fs/promises";
import * as nodeModule from "node:module";
import type { Request } from "@ghostery/adblocker";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { GuardedRequest } from "./request-guard";

/** Big sites that the list counts as advertisers by their whole domain, what they serve to other sites included. */
const SITES =
  "aol.co.uk aol.com aol.net apple.com bing.com ebay.com licdn.com microsoft.com msn.com salesforce.com www.linkedin.com yahoo.com yahoo.net";

type RequestType = Parameters<typeof Request.fromRawDetails>[0]["type"];

/** What CDP calls a request, in the words of filter lists. */
const TYPES: Readonly<Record<string, RequestType>> = {
  Document: "sub_frame",
  Stylesheet: "stylesheet",
  Image: "image",
  Media: "media",
  Font: "font",
  Script: "script",
  XHR: "xhr",
  Fetch: "fetch",
  EventSource: "eventsource",
  Ping: "ping",
  CSPViolationReport: "cspReport",
};

const Entities = Type.Array(Type.Object({ category: Type.String(), domains: Type.Array(Type.String()) }));

export type AdFilters = { allows(request: GuardedRequest): boolean };

/**
 * Loads filter lists in Adblock's syntax once. EasyList takes a second in which nothing else is done, so files are read at
 * once and not when somebody's session asks for them. Without files it is the advertisers
 * among the third parties that Lighthouse knows: no download, and no licence that binds who runs the engine.
 */
export function adFilterLoader(paths: readonly string[]): () => Promise<AdFilters> {
  let filters = paths.length > 0 ? loadFilters(paths) : undefined;
  // A session that asks is told of the failure.
  filters?.catch(() => undefined);
  return () => {
    filters ??= loadFilters(paths);
    return filters;
  };
}

async function loadFilters(paths: readonly string[]): Promise<AdFilters> {
  const lists = paths.length > 0 ? await Promise.all(paths.map((path) => readFile(path, "utf8"))) : [await knownAds()];
  // Some megabytes of code, which an engine that blocks no ads never runs.
  const { FiltersEngine, Request } = await import("@ghostery/adblocker");
  const engine = FiltersEngine.parse(lists.join("\n"), { loadCosmeticFilters: false });
  return {
    allows: (request) => request.isMainNavigation || !engine.match(Request.fromRawDetails(detailsOf(request))).match,
  };
}

async function knownAds(): Promise<string> {
  const path = nodeModule.createRequire(import.meta.url).resolve("third-party-web/dist/entities-nostats.json");
  const entities = Value.Parse(Entities, JSON.parse(await readFile(path, "utf8")));
  const sites = new Set(SITES.split(" "));
  const domains = entities
    .filter(({ category }) => category === "ad")
    .flatMap((entity) => entity.domains.map((domain) => domain.replace(/^\*\./, "")));
  return domains
    .filter((domain) => !sites.has(domain))
    .map((domain) => `||${domain}^$third-party`)
    .join("\n");
}

function detailsOf({ url, resourceType, sourceUrl }: GuardedRequest) {
  return { url, sourceUrl, type: TYPES[resourceType] ?? "other" };
}
