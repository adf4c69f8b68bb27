import * as z from "zod/mini";

/** A route that takes nothing: neither query nor body. */
export const NoInput = z.strictObject({});
export type NoInput = z.infer<typeof NoInput>;
