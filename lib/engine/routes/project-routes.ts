import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Clock } from "../clock";
import { HttpError } from "../http/http-error";
import { countBrowserMinutes } from "../project/browser-minutes";
import type { ProjectStore } from "../project/project-store";
import type { SessionManager } from "../session/session-manager";

const Params = Type.Object({ id: Type.String() });

type ProjectRoutesOptions = { sessions: SessionManager; projects: ProjectStore; clock: Clock };

export const projectRoutes: FastifyPluginAsyncTypebox<ProjectRoutesOptions> = async (api, options) => {
  const { sessions, projects, clock } = options;

  function find(id: string) {
    if (id === projects.project.id) return projects.project;
    throw new HttpError(404, `Project ${id} not found.`);
  }

  api.get("/", async () => [projects.project]);

  api.get("/:id", { schema: { params: Params } }, async ({ params: { id } }) => find(id));

  api.get("/:id/usage", { schema: { params: Params } }, async ({ params: { id } }) => {
    find(id);
    return { browserMinutes: countBrowserMinutes(sessions.list(), clock.now()), proxyBytes: 0 };
  });
};
