import { openApiBody } from "../../aws/openapi-body";
import { isPreflight, METHOD, methodsHidden, methodsOf, REST_API } from "../../aws/rest-method";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";
import { operation, preflight } from "./openapi.fixture";

const VALIDATOR = "aws:apigateway/requestValidator:RequestValidator";
const KEY = "x-amazon-apigateway-request-validator";

/** Whether a validator looks at anything: both checks are off unless said otherwise. */
const validates = (validator: Value): Truth =>
  any(["validateRequestBody", "validateRequestParameters"].map((key) => validator.get(key).isTrue()));

const body = (get: object, validator: object = { validateRequestParameters: true }) =>
  JSON.stringify({
    openapi: "3.0.1",
    paths: { "/users": { get, options: preflight } },
    [`${KEY}s`]: { all: validator },
  });

export default defineRule({
  id: "rest-method-request-validator",
  title: "API Gateway checks the request of every REST method before the backend sees it",
  severity: "medium",
  scope: "resource",
  types: [METHOD, REST_API, VALIDATOR],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
  ],
  choice: "The preflight of CORS is exempt: it has no body, and its headers are the browser's.",
  options: noOptions,
  fix: "set requestValidatorId, or x-amazon-apigateway-request-validator with a validator of the document",
  check({ resource, expect, notApplicable }) {
    if (resource.type === VALIDATOR)
      return expect(validates(resource.props), "", "the validator checks neither body nor parameters");
    if (resource.type === METHOD) {
      const verb = resource.get("httpMethod").is("OPTIONS");
      if (verb === true) return notApplicable();
      const id = resource.get("requestValidatorId");
      return expect(any([verb, id.present]), id, `${resource.name} hands on requests unseen`);
    }
    if (methodsHidden(resource))
      return expect("unknown", resource.get("body"), "the methods are not known yet");
    const { document } = openApiBody(resource);
    const judged = methodsOf(resource).filter((method) => !isPreflight(method));
    if (judged.length === 0) return notApplicable();
    for (const { label, at } of judged) {
      const own = at.get(KEY);
      const named = own.state === "absent" ? document.get(KEY) : own;
      const validator = named.text === undefined ? undefined : document.get(`${KEY}s`, named.text);
      const checked = named.unknown || validator?.unknown ? "unknown" : validator && validates(validator);
      expect(checked ?? false, own, `${label} hands on requests unseen`);
    }
  },
  compliant: stackOf(
    { type: REST_API, name: "subject", props: { body: body(operation({ [KEY]: "all" })) } },
    { type: METHOD, name: "method", props: { httpMethod: "POST", requestValidatorId: "validator" } },
    { type: METHOD, name: "cors", props: { httpMethod: "OPTIONS" } },
    { type: VALIDATOR, name: "validator", props: { validateRequestBody: true } },
  ),
  violations: {
    "operation without a validator": wrong("body", body(operation()), `body.paths["/users"].get.${KEY}`),
    "a validator that is not there": wrong(
      "body",
      body(operation({ [KEY]: "body" })),
      `body.paths["/users"].get.${KEY}`,
    ),
    "a validator that checks nothing": wrong(
      "body",
      body(operation({ [KEY]: "all" }), { validateRequestBody: false }),
      `body.paths["/users"].get.${KEY}`,
    ),
    "method without a validator": wrong("requestValidatorId", undefined, "requestValidatorId", "method"),
    "resource that checks nothing": wrong("validateRequestBody", false, "", "validator"),
  },
});
