import { sql } from "drizzle-orm";
import * as z from "zod";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { entriesQuery } from "../read-entries";

/** How the entries came to be read, as PostgreSQL tells it. */
type Reading = {
  /** The kinds of steps. */
  types: string[];
  /** The indexes that were read. */
  indexes: string[];
  /** How many rows were read. */
  read: number;
  /** How many of them were of no use. */
  skipped: number;
};

type Node = {
  "Node Type": string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Rows Removed by Filter"?: number;
  Plans?: Node[];
};
const Explained = z.object({
  rows: z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: z.custom<Node>() })]) })]),
});

export async function explainEntries(
  database: Pick<DatabaseConnection, "db">,
  filter: Parameters<typeof entriesQuery>[1],
  window: Parameters<typeof entriesQuery>[2],
): Promise<Reading> {
  const query = entriesQuery(database, filter, window).getSQL();
  const answer = await database.db.execute(sql`explain (analyze, timing off, summary off, format json) ${query}`);
  const [row] = Explained.parse(answer).rows;
  const nodes = flatten(row["QUERY PLAN"][0].Plan);
  const scans = nodes.filter((node) => node["Node Type"].endsWith("Scan") && !node.Plans);
  return {
    types: nodes.map((node) => node["Node Type"]),
    indexes: [...new Set(nodes.flatMap((node) => node["Index Name"] ?? []))],
    read: scans.reduce((sum, node) => sum + node["Actual Rows"], 0),
    skipped: scans.reduce((sum, node) => sum + (node["Rows Removed by Filter"] ?? 0), 0),
  };
}

function flatten(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}
