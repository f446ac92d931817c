import assert from "node:assert/strict";

import { rehearsalCredentials } from "../../local/gateway";
import type { SigningCredentials } from "../../local/gateway";
import type { GraphResource } from "../../local/graph/graph";
import { ACCOUNT, EXECUTION_ARN, graphOf, lambda, operation, resource } from "./fixture";
import type { ApiOptions, Json } from "./fixture";

/** The role whose credentials a test signs with. */
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/operator`;

function operator(statements: Json[]): GraphResource[] {
  return [
    resource(
      "aws:iam/role:Role",
      "operator",
      "operator",
      { name: "operator", uniqueId: "AROAOPERATOR" },
      { arn: ROLE },
    ),
    resource(
      "aws:iam/policy:Policy",
      "invoke",
      "invoke",
      { policy: JSON.stringify({ Statement: statements }) },
      { arn: "arn:policy" },
    ),
    resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "invoke", "attachment", {
      role: "operator",
      policyArn: "arn:policy",
    }),
  ];
}

/** A statement that allows to call what is named. */
export const invoke = (resources: string): Json => ({
  Effect: "Allow",
  Action: "execute-api:Invoke",
  Resource: resources,
});

/** An API behind AWS_IAM, the statements of {@link ROLE}, and one of the API's own policy. */
export function iamApi(statements: Json[], policy?: Json): ApiOptions {
  const secured = operation(lambda(), { security: [{ iam: [] }] });
  return {
    paths: { "/reports/{id}": { get: secured, post: secured } },
    document: {
      components: {
        securitySchemes: { iam: { type: "apiKey", "x-amazon-apigateway-authtype": "awsSigv4" } },
      },
      ...(policy === undefined ? {} : { "x-amazon-apigateway-policy": { Statement: [policy] } }),
    },
    extra: operator(statements),
  };
}

/** The credentials that the rehearsal gives {@link ROLE}. */
export function credentialsOf(given: ApiOptions): SigningCredentials {
  const [credentials] = rehearsalCredentials(graphOf(given)).list();
  assert.ok(credentials);
  return credentials;
}

/** The API with a role that may call it. */
export const allowed = iamApi([invoke(`${EXECUTION_ARN}/dev/*/reports/*`)]);
