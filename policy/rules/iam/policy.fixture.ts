import { POLICY, ROLE, ROLE_POLICY } from "../../aws/policy-holders";
import { stackOf, type Fixture } from "../../model/fixture";
import type { JsonObject } from "../../model/wire";

/** A policy document in JSON, of the statements given. */
export const document = (...statements: readonly JsonObject[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** An Allow of one action on one resource. */
export const allow = (
  action: string | readonly string[],
  resource: string | readonly string[] = TABLE,
): JsonObject => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
});

const TABLE = "arn:aws:dynamodb:eu-central-1:000000000000:table/users";

/** The three ways to give permissions, all exact. */
export const leastPrivilege: Fixture = stackOf(
  {
    type: POLICY,
    name: "subject",
    props: { policy: document(allow(["dynamodb:GetItem", "dynamodb:PutItem"])) },
  },
  { type: ROLE_POLICY, name: "inline", props: { policy: document(allow("dynamodb:Query")) } },
  {
    type: ROLE,
    name: "role",
    props: {
      assumeRolePolicy: "{}",
      inlinePolicies: [{ name: "a", policy: document(allow("dynamodb:Query")) }],
    },
  },
);
