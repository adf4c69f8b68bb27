import type Browserbase from "@browserbasehq/sdk";

export type SeedSession = {
  create: Browserbase.SessionCreateParams & { userMetadata: { team: string; owner: string; task: string } };
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
      userMetadata: { team: "pricing", owner: "mira", task: "Compare competitor prices" },
    },
    client: "busy",
  },
  {
    create: {
      keepAlive: true,
      api_timeout: 3 * HOUR,
      region: "eu-central-1",
      userMetadata: { team: "support", owner: "agent-7", task: "Reproduce ticket 4182" },
    },
    client: "busy",
  },
  {
    create: {
      keepAlive: true,
      api_timeout: 6 * HOUR,
      region: "us-east-1",
      userMetadata: { team: "growth", owner: "jonas", task: "Export campaign report" },
    },
    client: "gone",
  },
  {
    create: {
      keepAlive: true,
      api_timeout: 1 * HOUR,
      region: "us-west-2",
      userMetadata: { team: "finance", owner: "priya", task: "Collect supplier invoices" },
    },
    client: "gone",
  },
  {
    create: {
      keepAlive: true,
      api_timeout: 15 * MINUTE,
      region: "ap-southeast-1",
      userMetadata: { team: "growth", owner: "nightly-job", task: "Warm spare browser" },
    },
    client: "none",
  },
  {
    create: {
      keepAlive: true,
      api_timeout: 2 * MINUTE,
      region: "eu-central-1",
      userMetadata: { team: "qa", owner: "tomas", task: "Check the sign-up form" },
    },
    client: "gone",
  },
];
