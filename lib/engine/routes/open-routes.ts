import type { FastifyPluginAsync } from "fastify";

/** The health check takes no API key. */
export const openRoutes: FastifyPluginAsync = async (api) => {
  api.get("/health", async () => ({ status: "ok" }));
};
