import assert from "node:assert/strict";
import fc from "fast-check";
import { BindingError, type JsonObject } from "../../infra/contract";
import { compileTemplate, type Rendered } from "../../local/gateway/template";
import { at, bindings, compiled, integration, several } from "./storefront";

/** Renders the response template of a MOCK as the gateway would. */
function rendered(body: JsonObject, path: string, method: string, header: Record<string, string>): Rendered {
  const { responseTemplates } = at(integration(body, path, method), "responses", "default");
  return compileTemplate(at(responseTemplates)["application/json"] as string).render({
    input: { body: '{"statusCode": 200}', params: { path: {}, querystring: {}, header } },
    context: {},
    stageVariables: {},
  });
}

describe("preflight", () => {
  const body = compiled();

  it("declares the parameters of its path, as OpenAPI wants of every operation", () => {
    assert.deepEqual(at(body, "paths", "/users/{id}", "options").parameters, [
      { name: "id", in: "path", required: true, schema: { type: "string" } },
    ]);
    assert.deepEqual(at(body, "paths", "/users", "options").parameters, []);
  });

  it("answers one origin with static headers and no authorizer", () => {
    const options = at(body, "paths", "/users/{id}", "options");
    assert.equal(options.security, undefined);
    const { responses, requestTemplates } = integration(body, "/users/{id}", "options");
    assert.deepEqual(requestTemplates, { "application/json": '{"statusCode": 204}' });
    assert.deepEqual(at(responses, "default"), {
      statusCode: "204",
      responseParameters: {
        "method.response.header.Access-Control-Allow-Origin": "'https://shop.example.com'",
        "method.response.header.Vary": "'Origin'",
        "method.response.header.Access-Control-Allow-Methods": "'GET,PUT,DELETE,OPTIONS'",
        "method.response.header.Access-Control-Allow-Headers": "'Authorization,Content-Type,If-Match'",
        "method.response.header.Access-Control-Max-Age": "'600'",
      },
      responseTemplates: { "application/json": "" },
    });
  });

  it("declares every header that it sets", () => {
    for (const each of [body, compiled({ cors: several })]) {
      for (const path of Object.keys(at(each, "paths"))) {
        const declared = Object.keys(at(each, "paths", path, "options", "responses", "204", "headers"));
        const set = Object.keys(
          at(integration(each, path, "options"), "responses", "default", "responseParameters"),
        );
        for (const name of set)
          assert.ok(declared.includes(name.replace("method.response.header.", "")), name);
        assert.ok(declared.includes("Access-Control-Allow-Origin"));
      }
    }
  });

  it("takes the headers that are configured instead", () => {
    const own = compiled({ cors: { ...bindings.cors, allowHeaders: ["Authorization", "X-Trace"] } });
    const parameters = at(
      integration(own, "/users", "options"),
      "responses",
      "default",
      "responseParameters",
    );
    assert.equal(
      parameters["method.response.header.Access-Control-Allow-Headers"],
      "'Authorization,X-Trace'",
    );
  });

  it("echoes each of several origins and no other, in any case of the header's name", () => {
    const many = compiled({ cors: several });
    for (const path of ["/users", "/health"]) {
      const method = path === "/health" ? "get" : "options";
      const allowed = (header: Record<string, string>): string | undefined =>
        rendered(many, path, method, header).responseOverride.header["Access-Control-Allow-Origin"];
      for (const origin of several.allowOrigins) {
        assert.equal(allowed({ Origin: origin }), origin);
        assert.equal(allowed({ origin }), origin);
      }
      for (const origin of ["https://evil.example", "null", "", "https://shop.example.com.evil.example"]) {
        assert.equal(allowed({ Origin: origin }), undefined, origin);
      }
      assert.equal(allowed({}), undefined);
    }
    assert.deepEqual(JSON.parse(rendered(many, "/health", "get", {}).output), { status: "ok" });
  });

  it("is not there when no page of another origin may call", () => {
    const closed = compiled({ cors: { allowOrigins: [], maxAgeSeconds: 0 } });
    assert.doesNotMatch(JSON.stringify(closed), /Access-Control/);
    for (const item of Object.values(at(closed, "paths"))) assert.ok(!("options" in at(item)));
  });
  it("never lets an origin out of its quotes", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab.:/'\"$#\\{}\n-") }), (tail) => {
        const origin = `https://a${tail}`;
        const cors = { allowOrigins: [origin, "https://b.example"], maxAgeSeconds: 1 };
        try {
          assert.equal(
            rendered(compiled({ cors }), "/users", "options", { Origin: origin }).responseOverride.header[
              "Access-Control-Allow-Origin"
            ],
            origin,
          );
        } catch (error) {
          assert.ok(error instanceof BindingError, String(error));
        }
      }),
    );
  });
});
