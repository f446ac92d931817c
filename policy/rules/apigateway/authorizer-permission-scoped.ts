import { AUTHORIZER, authorizerUse } from "../../aws/authorizer";
import { FUNCTION, functionOf } from "../../aws/function";
import { REST_API } from "../../aws/rest-method";
import { parseArn } from "../../documents/arn";
import { extra, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not, type Truth } from "../../model/truth";
import { openApi } from "./openapi.fixture";

const PERMISSION = "aws:lambda/permission:Permission";
const ARN = "arn:aws:execute-api:eu-central-1:000000000000:a1b2c3";

/** `<api>/authorizers/<id>`, of this API and this authorizer alone. */
const namesOne = (arn: string): boolean =>
  /^[^/*?]+\/authorizers\/[^/*?]+$/.test(parseArn(arn)?.resource ?? "");
/** `<api>/authorizers/*`: all authorizers of this API. */
const namesAll = (arn: string): boolean => /^[^/*?]+\/authorizers\/\*$/.test(parseArn(arn)?.resource ?? "");
/** `<api>/<stage>/<METHOD>/…` calls the function as a backend, not as an authorizer. */
const namesMethod = (arn: string): boolean =>
  /^[^/]+\/[^/]+\/[A-Z]+(\/|$)/.test(parseArn(arn)?.resource ?? "");

export default defineRule({
  id: "authorizer-permission-scoped",
  title: "An API may call a Lambda authorizer as that authorizer only",
  severity: "medium",
  scope: "stack",
  types: [PERMISSION],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html",
  ],
  choice:
    "API Gateway gives an authorizer of an OpenAPI document its id at import, where no program sees it: there <api>/authorizers/* is as narrow as can be.",
  options: noOptions,
  fix: "set sourceArn to arn:…:<api>/authorizers/<authorizer id>",
  check({ resource, stack, expect, notApplicable }) {
    const gateway = resource.get("principal").is("apigateway.amazonaws.com");
    const source = resource.get("sourceArn");
    // Without any source lambda-permission-source-arn speaks.
    if (gateway === false || source.state === "absent") return notApplicable();
    const lambdas = functionOf(resource, "function", stack);
    const uses = lambdas.resources.map((lambda) => authorizerUse(lambda, stack));
    const hidden: Truth = lambdas.complete ? false : "unknown";
    const byResource = any([...uses.map((use) => use.byResource), hidden]);
    const byBody = any([...uses.map((use) => use.byBody), hidden]);
    const asAuthorizer = source.matches((arn) => /\/authorizers\//.test(arn));
    const applies = all([gateway, any([byResource, byBody, asAuthorizer])]);
    if (applies === false) return notApplicable();
    // A method's own ARN lets nothing in but that method.
    const scoped = any([
      source.matches(namesOne),
      source.matches(namesMethod),
      all([source.matches(namesAll), any([byBody, not(byResource)])]),
    ]);
    expect(
      any([not(applies), scoped]),
      source,
      "methods of the API may call the authorizer as their backend",
    );
  },
  compliant: stackOf(
    { type: FUNCTION, name: "checker", props: { name: "checker" } },
    { type: FUNCTION, name: "imported", props: { name: "imported" }, outputs: { arn: "imported-arn" } },
    {
      type: AUTHORIZER,
      name: "authorizer",
      props: { type: "TOKEN", authorizerUri: ref("checker", "invokeArn") },
    },
    {
      type: REST_API,
      name: "api",
      props: {
        body: openApi({}).replace(
          '"documented":{',
          '"checked":{"x-amazon-apigateway-authorizer":{"type":"request","authorizerUri":"path/imported-arn/invocations"}},"documented":{',
        ),
      },
    },
    {
      type: PERMISSION,
      name: "subject",
      props: {
        function: ref("checker", "name"),
        principal: "apigateway.amazonaws.com",
        sourceArn: `${ARN}/authorizers/x9y8`,
      },
    },
    {
      type: PERMISSION,
      name: "of-import",
      props: {
        function: ref("imported", "name"),
        principal: "apigateway.amazonaws.com",
        sourceArn: `${ARN}/authorizers/*`,
      },
    },
  ),
  violations: {
    "every authorizer of the API": wrong("sourceArn", `${ARN}/authorizers/*`),
    "the whole API": wrong("sourceArn", `${ARN}/*`),
    "every stage and method": wrong("sourceArn", `${ARN}/*/*`, "sourceArn", "of-import"),
    "authorizers of every API": extra(
      {
        type: PERMISSION,
        name: "wide",
        props: {
          function: "elsewhere",
          principal: "apigateway.amazonaws.com",
          sourceArn: "arn:aws:execute-api:eu-central-1:000000000000:*/authorizers/*",
        },
      },
      "sourceArn",
    ),
  },
});
