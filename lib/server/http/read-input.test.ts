import { expect, test } from "@playwright/test";
import * as z from "zod/mini";
import { readInput } from "./read-input";

test("a body that is no JSON is refused without a word of it, which a log would keep", async () => {
  const body = '{"email":"ann@example.com","password":hunter2secret}';
  const request = new Request("http://127.0.0.1:3000/", { method: "POST", body });
  const error: unknown = await readInput(z.strictObject({}), request, {}).catch((refusal: unknown) => refusal);
  expect(error).toMatchObject({
    code: "invalid",
    message: "The request body is not valid JSON.",
    cause: undefined,
  });
});
