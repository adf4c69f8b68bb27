import Browserbase from "@browserbasehq/sdk";
import { expect, test } from "@playwright/test";
import { seedProblem } from "./seed-problem";

const attempt = { created: 3, wanted: 6, url: "http://127.0.0.1:3001", keySource: ".keepwatch/engine/api-key" };

const CASES: [title: string, status: number | undefined, message: string, told: string][] = [
  [
    "all slots are held",
    429,
    "You've exceeded your max concurrent sessions limit (limit 10, currently 10). Please contact support to increase your limit.",
    "3 of 6 created; all 10 slots are held: release some, or raise ENGINE_CONCURRENCY.",
  ],
  [
    "they come too fast",
    429,
    "Rate limit exceeded, retry in 20 seconds",
    "3 of 6 created; the engine says: 429 Rate limit exceeded, retry in 20 seconds.",
  ],
  ["the engine ends", 503, "The engine is stopping.", "3 of 6 created; the engine says: 503 The engine is stopping."],
  [
    "the key is of another engine",
    401,
    "Unauthorized: send the engine's API key in the header X-BB-API-Key.",
    "The engine at http://127.0.0.1:3001 does not take the key in .keepwatch/engine/api-key: is it started on another data folder?",
  ],
  [
    "nothing answers",
    undefined,
    "Connection error.",
    "Nothing answers at http://127.0.0.1:3001; run npm start first, with the same ENGINE_PORT.",
  ],
];
for (const [title, status, message, told] of CASES) {
  test(`when ${title}, seeding says so and what to do`, () => {
    const error = Browserbase.APIError.generate(status, { message }, undefined, {});
    expect(seedProblem(error, attempt)).toBe(told);
  });
}
