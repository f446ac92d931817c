import { openApiBody } from "../../aws/openapi-body";
import { REST_API } from "../../aws/rest-method";
import { isOpenTo, isReadable, readPolicy } from "../../documents/policy-document";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const REST_API_POLICY = "aws:apigateway/restApiPolicy:RestApiPolicy";

const invoke = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const network = { IpAddress: { "aws:SourceIp": ["192.0.2.0/24"] } };

export default defineRule({
  id: "rest-policy-no-open-invoke",
  title: "A resource policy does not let anyone invoke the API",
  severity: "high",
  scope: "resource",
  types: [REST_API, REST_API_POLICY],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html"],
  choice:
    "A Deny next to the Allow counts only when it shuts out everyone but something finite; elsewhere any Deny is enough.",
  options: noOptions,
  fix: "name the principals, or add a condition on aws:SourceVpce, aws:SourceIp or aws:PrincipalOrgID",
  check({ resource, expect, notApplicable }) {
    const inBody = openApiBody(resource).document.get("x-amazon-apigateway-policy");
    const places = [resource.get("policy"), inBody].filter((value) => value.state !== "absent");
    if (places.length === 0) return notApplicable();
    for (const place of places) {
      const document = readPolicy(place);
      expect(isReadable(document), place, "the resource policy is not a JSON policy document");
      for (const statement of document.statements)
        expect(
          not(isOpenTo(document, statement, "execute-api:Invoke")),
          statement.at,
          `${statement.label} lets anyone invoke the API`,
        );
    }
  },
  compliant: stackOf(
    { type: REST_API, name: "subject", props: { policy: policy({ ...invoke, Condition: network }) } },
    {
      type: REST_API_POLICY,
      name: "policy",
      props: {
        policy: policy(invoke, {
          ...invoke,
          Effect: "Deny",
          Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" } },
        }),
      },
    },
  ),
  violations: {
    "allow everyone": wrong("policy", policy(invoke), "policy.Statement[0]"),
    "condition on what a caller may choose": wrong(
      "policy",
      policy({ ...invoke, Condition: { StringEquals: { "aws:UserAgent": "shop" } } }),
      "policy.Statement[0]",
    ),
    "every address": wrong(
      "policy",
      policy({ ...invoke, Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } }),
      "policy.Statement[0]",
    ),
    "a deny that protects nothing": wrong(
      "policy",
      policy(invoke, { ...invoke, Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      "policy.Statement[0]",
      "policy",
    ),
    "a wildcard in a list": wrong(
      "policy",
      policy({ ...invoke, Principal: { AWS: ["*"] }, Action: ["execute-api:*"] }),
      "policy.Statement[0]",
    ),
    "in the document": wrong(
      "body",
      JSON.stringify({
        openapi: "3.0.1",
        "x-amazon-apigateway-policy": { Version: "2012-10-17", Statement: [invoke] },
      }),
      "body.x-amazon-apigateway-policy.Statement[0]",
    ),
  },
});
