/**
 * `GET /api/health`: 200 while the database answers, else 503; upstream's failures do not make the console unwell. How
 * upstream is, is as of when it was asked last for somebody's sake, and why it fails is for who is signed in.
 */
export type Health = {
  status: "ok" | "failing";
  database: { kind: "embedded" | "postgres"; state: "ok" | "failing" };
  upstream: { kind: "engine" | "browserbase"; state: "ok" | "failing" };
};
