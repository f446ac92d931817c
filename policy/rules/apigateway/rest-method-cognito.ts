import { z } from "zod";
import {
  isPreflight,
  METHOD,
  methodsHidden,
  methodsOf,
  REST_API,
  type RestMethod,
} from "../../aws/rest-method";
import { apiOf } from "../../aws/rest-stage";
import { ref, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, not, type Truth } from "../../model/truth";
import { openApi, operation } from "./openapi.fixture";

const COGNITO = "COGNITO_USER_POOLS";
const usesCognito = ({ authorization }: RestMethod): Truth =>
  authorization === "unknown" ? "unknown" : authorization === COGNITO;

export default defineRule({
  id: "rest-method-cognito",
  title: "An API that trusts a user pool trusts it in every method that asks who calls",
  severity: "low",
  scope: "stack",
  types: [REST_API, METHOD],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html",
  ],
  choice:
    "cdk-nag wants a user pool for every method of every API, which rules out partners with keys and services with IAM roles. Here one API has one kind of caller: mixed kinds in one API are what goes wrong unseen. `required` is for the stricter reading.",
  options: optionsOf({
    required: z.boolean().default(false).describe("Whether every method needs the user pool."),
    beside: names("Kinds of authorization that may stand beside the user pool, such as AWS_IAM.", []),
  }),
  fix: "use the user pool's authorizer, move the method to an API of its own, or list its kind in beside",
  check({ resource, stack, options, expect, notApplicable }) {
    if (methodsHidden(resource))
      return expect("unknown", resource.get("body"), "the methods are not known yet");
    const own = methodsOf(resource).filter((method) => !isPreflight(method));
    const beside =
      resource.type === METHOD
        ? apiOf(resource, stack).resources.flatMap((api) => stack.referrers(api, METHOD, "restApi").resources)
        : [];
    const trusted = any([...own, ...beside.flatMap(methodsOf)].map(usesCognito));
    const judged = options.required ? own : own.filter(({ authorization }) => authorization !== "NONE");
    if (judged.length === 0 || (trusted === false && !options.required)) return notApplicable();
    for (const method of judged)
      expect(
        any([
          usesCognito(method),
          options.beside.includes(method.authorization),
          options.required ? false : not(trusted),
        ]),
        method.authorizationAt,
        `${method.label} asks for ${method.authorization}, not for the user pool`,
      );
  },
  compliant: stackOf(
    {
      type: REST_API,
      name: "imported",
      props: { body: openApi({ "/a": { get: operation(), post: operation() } }) },
    },
    { type: REST_API, name: "api", props: {} },
    {
      type: METHOD,
      name: "subject",
      props: { restApi: ref("api", "id"), httpMethod: "GET", authorization: COGNITO },
    },
    {
      type: METHOD,
      name: "other",
      props: { restApi: ref("api", "id"), httpMethod: "POST", authorization: COGNITO },
    },
  ),
  violations: {
    "another kind": wrong("authorization", "AWS_IAM"),
    "another kind in the document": wrong(
      "body",
      openApi({ "/a": { get: operation(), post: operation({ security: [{ signed: [] }] }) } }).replace(
        '"documented":{',
        '"signed":{"type":"apiKey","x-amazon-apigateway-authtype":"awsSigv4"},"documented":{',
      ),
      'body.paths["/a"].post.security',
      "imported",
    ),
  },
});
