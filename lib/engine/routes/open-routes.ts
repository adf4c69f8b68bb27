import type { FastifyPluginAsync } from "fastify";
import { HttpError } from "../http/http-error";

/** Routes that take no API key: the health check, and the place that URLs of a session name for later. */
export const openRoutes: FastifyPluginAsync = async (api) => {
  api.get("/health", async () => ({ status: "ok" }));

  api.all("/webdriver/*", async () => {
    throw new HttpError(501, "This engine has no Selenium yet. Connect with Playwright or Puppeteer.");
  });
};
