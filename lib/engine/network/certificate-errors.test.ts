import { once } from "node:events";
import { createServer } from "node:https";
import { expect } from "@playwright/test";
import { connectPage } from "../testing/connect-page";
import { test } from "../testing/engine-test";
import { selfSigned } from "../testing/self-signed";

test("a certificate nobody trusts stops a page, but for a session with ignoreCertificateErrors", async ({ engine }) => {
  const server = createServer(selfSigned, (_request, response) => response.end("secret place")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `https://127.0.0.1:${typeof address === "object" && address?.port}/`;

  for (const ignoreCertificateErrors of [undefined, false, true]) {
    const { connectUrl } = await engine.browserbase.sessions.create({ browserSettings: { ignoreCertificateErrors } });
    const { browser, page } = await connectPage(connectUrl);
    if (ignoreCertificateErrors) {
      await page.goto(url);
      await expect(page.getByText("secret place")).toBeVisible();
    } else {
      await expect(page.goto(url)).rejects.toThrow("net::ERR_CERT_AUTHORITY_INVALID");
    }
    await browser.close();
  }
  server.closeAllConnections();
  server.close();
});
