import assert from "node:assert/strict";
import { readEnvironment } from "../../services/shared/environment";
import { createLambdaHandler } from "../../services/shared/lambdaHandler";
import { Problem } from "../../services/shared/problem";
import type { Routes } from "../../services/shared/router";
import { createTelemetry } from "../../services/shared/telemetry";
import { lambdaContext, proxyEvent } from "./support/event";

const lifecycle = {
  DEPRECATION: "@1798761600",
  SUNSET: "Sat, 01 Jan 2028 00:00:00 GMT",
  LINK: "<https://api.example.com/v2>; rel=successor-version",
};
const routes: Routes = {
  "GET /good": () => Promise.resolve({ status: 200, body: {} }),
  "GET /refused": () => Promise.reject(new Problem(404)),
  "GET /broken": () => Promise.reject(new Error("the caller does not read this")),
};

describe("every answer of a version that is on its way out", () => {
  const answer = (route: string, variables: Record<string, string>) => {
    process.env.POWERTOOLS_LOG_LEVEL = "SILENT";
    const environment = readEnvironment({
      TABLE_NAME: "t",
      IDEMPOTENCY_TABLE_NAME: "i",
      STAGE: "dev",
      ALLOWED_ORIGINS: "https://shop.example.com",
      ...variables,
    });
    const handler = createLambdaHandler(routes, environment, createTelemetry("dev", {}));
    const headers = { Origin: "https://shop.example.com" };
    return handler(proxyEvent(route, undefined, { headers }), lambdaContext);
  };

  for (const [route, status] of [
    ["GET /good", 200],
    ["GET /refused", 404],
    ["GET /nothing", 404],
    ["GET /broken", 500],
  ] as const)
    it(`says so, for pages of other origins too: ${status} to ${route}`, async () => {
      const { statusCode, headers } = await answer(route, lifecycle);
      assert.equal(statusCode, status);
      assert.deepEqual(
        [headers?.Deprecation, headers?.Sunset, headers?.Link],
        [lifecycle.DEPRECATION, lifecycle.SUNSET, lifecycle.LINK],
      );
      assert.equal(
        headers?.["Access-Control-Expose-Headers"],
        "ETag,Location,x-amzn-RequestId,Deprecation,Sunset,Link",
      );
    });

  it("says nothing of an end that is not known yet, and nothing at all while there is none", async () => {
    const early = (await answer("GET /good", { ...lifecycle, SUNSET: "" })).headers ?? {};
    assert.deepEqual([early.Deprecation, "Sunset" in early], [lifecycle.DEPRECATION, false]);
    const none = (await answer("GET /good", {})).headers ?? {};
    assert.ok(["Deprecation", "Sunset", "Link"].every((name) => !(name in none)));
  });
});
