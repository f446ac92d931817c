import assert from "node:assert/strict";
import { evaluate } from "../../policy/model/evaluate";
import { FIXTURE_DAY, fixtureStack, ref, stackOf, type FixtureResource } from "../../policy/model/fixture";
import { UNKNOWN, type JsonObject } from "../../policy/model/wire";
import { rules } from "../../policy/rules/index";

const api = { restApi: ref("api", "id") };

/** What a rule says of the stage of an API whose method `GET /orders/{id}` is a resource of its own. */
function verdictOf(
  id: string,
  method: JsonObject,
  settings: JsonObject,
  path: unknown = "orders",
): string | undefined {
  const rule = rules.find((one) => one.id === id);
  assert.ok(rule, id);
  const type = (name: string) => `aws:apigateway/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
  const of = (name: string, kind: string, props: JsonObject): FixtureResource => ({
    type: type(kind),
    name,
    props: { ...api, ...props },
  });
  const { cacheKeyParameters, ...own } = method;
  const resources = [
    { type: type("RestApi"), name: "api", props: {} },
    of("orders", "Resource", { parentId: ref("api", "rootResourceId"), pathPart: path }),
    of("order", "Resource", { parentId: ref("orders", "id"), pathPart: "{id}" }),
    of("read", "Method", { resourceId: ref("order", "id"), httpMethod: "GET", ...own }),
    of("answer", "Integration", {
      resourceId: ref("order", "id"),
      httpMethod: ref("read", "httpMethod"),
      type: "AWS_PROXY",
      cacheKeyParameters,
    }),
    of("stage", "Stage", { stageName: "v1" }),
    of("settings", "MethodSettings", { stageName: ref("stage", "stageName"), ...settings }),
  ];
  const stack = fixtureStack(stackOf(...resources), (props) => props);
  const outcomes = evaluate(rule, stack, rule.options.parse({}), FIXTURE_DAY);
  return outcomes.find(({ resource }) => resource.name === "stage")?.verdict;
}

describe("methods that are resources of their own", () => {
  const open = { authorization: "NONE" };
  const limited = (methodPath: string) => ({ methodPath, settings: { throttlingRateLimit: 10 } });

  it("need a limit of their own when anyone may call them", () => {
    const throttle = "rest-unauth-method-throttle";
    assert.equal(verdictOf(throttle, open, limited("orders/{id}/GET")), "pass");
    assert.equal(verdictOf(throttle, open, limited("orders~1{id}/GET")), "pass");
    for (const other of ["*/*", "orders/GET", "orders/{id}/POST"])
      assert.equal(verdictOf(throttle, open, limited(other)), "violation", other);
    assert.equal(verdictOf(throttle, { authorization: "AWS_IAM" }, limited("*/*")), "not-applicable");
  });

  it("cannot be told apart while their path is not known", () => {
    assert.equal(
      verdictOf("rest-unauth-method-throttle", open, limited("orders/{id}/GET"), UNKNOWN),
      "cannot-tell",
    );
  });

  it("are cached by who calls", () => {
    const cached = (methodPath: string) => ({ methodPath, settings: { cachingEnabled: true } });
    const byCaller = { cacheKeyParameters: ["method.request.header.Authorization"] };
    const signed = { authorization: "AWS_IAM" };
    for (const path of ["*/*", "orders/{id}/GET"]) {
      assert.equal(verdictOf("rest-cache-key-parameters", signed, cached(path)), "violation", path);
      assert.equal(
        verdictOf("rest-cache-key-parameters", { ...signed, ...byCaller }, cached(path)),
        "pass",
        path,
      );
    }
    assert.equal(verdictOf("rest-cache-key-parameters", signed, cached("orders/GET")), "pass");
  });
});
