import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { ProjectStore } from "../project/project-store";
import { MAX_TIMEOUT_SECONDS, MIN_TIMEOUT_SECONDS } from "../wire";
import { checkTimeout, type Plan } from "./to-new-session";

const ProjectChange = Type.Object({
  defaultTimeout: Type.Integer({ minimum: MIN_TIMEOUT_SECONDS, maximum: MAX_TIMEOUT_SECONDS }),
});

type EngineRoutesOptions = { projects: ProjectStore; plan: Plan };

/** What Browserbase's API does not have; it stays out of /v1, so that /v1 stays Browserbase's. */
export const engineRoutes: FastifyPluginAsyncTypebox<EngineRoutesOptions> = async (api, { projects, plan }) => {
  api.patch("/project", { schema: { body: ProjectChange } }, async ({ body }) => {
    checkTimeout("body/defaultTimeout", body.defaultTimeout, plan);
    projects.setDefaultTimeout(body.defaultTimeout);
    return projects.project;
  });
};
