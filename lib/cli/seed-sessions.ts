import type Browserbase from "@browserbasehq/sdk";

export type SeedSession = {
  /** A row is called by what its metadata says first. */
  create: Browserbase.SessionCreateParams & { userMetadata: { task: string; team: string; owner: string } };
  /** What a client does with it: works on, went away after some work, or never came. */
  client: "busy" | "gone" | "none";
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A console as one finds it on a working day: some at work, some forgotten, one about to end. */
export const SEED_SESSIONS: SeedSession[] = [
  {
    create: {
      api_timeout: 30 * MINUTE,
      region: "us-west-2",
      userMetadata: { task: "Compare competitor prices", team: "pricing", owner: "mira" },
    },
    client: "busy",
  },
  {
    create: {
      keepAlive: true,
      api_timeout: 3 * HOUR,
      region: "eu-central-1",
      userMetadata: { task: "Reproduce ticket 4182", team: "support", owner: "agent-7" },
    },
    client: "busy",
  },
  {
    create: {
      keepAlive: true,
      api_timeout: 6 * HOUR,
      region: "us-east-1",
      userMetadata: { task: "Export campaign report", team: "growth", owner: "jonas" },
    },
    client: "gone",
  },
  {
    create: {
      keepAlive: true,
      api_timeout: 1 * HOUR,
      region: "us-west-2",
      userMetadata: { task: "Collect supplier invoices", team: "finance", owner: "priya" },
    },
    client: "gone",
  },
  {
    create: {
      keepAlive: true,
      api_timeout: 15 * MINUTE,
      region: "ap-southeast-1",
      userMetadata: { task: "Warm spare browser", team: "growth", owner: "nightly-job" },
    },
    client: "none",
  },
  {
    create: {
      keepAlive: true,
      api_timeout: 2 * MINUTE,
      region: "eu-central-1",
      userMetadata: { task: "Check the sign-up form", team: "qa", owner: "tomas" },
    },
    client: "gone",
  },
];
