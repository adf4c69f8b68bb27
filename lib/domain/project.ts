/** The project's own facts, which Browserbase's API can only read. */
export type ProjectFacts = { id: string; name: string; concurrency: number; defaultTimeoutSeconds: number };
