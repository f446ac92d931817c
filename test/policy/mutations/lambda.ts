import { allowing, list, withoutSource } from "./edits";
import { beside, change, edit, remove, rewire, set, type Mutation } from "./mutation";
import { FUNCTION, PERMISSION } from "./targets";

/** Rule → the mistake that it must catch in the production stage. */
export const lambdaMutations: Readonly<Record<string, Mutation>> = {
  "lambda-async-destination": beside("lambda-async-destination", "no destinations"),
  "lambda-code-signing": beside("lambda-code-signing", "not stated"),
  "lambda-description": set(FUNCTION, "description", undefined),
  "lambda-dlq": beside("lambda-dlq", "nothing"),
  "lambda-env-cmk": set(FUNCTION, "kmsKeyArn", undefined, "vpce-required-services"),
  "lambda-env-no-secrets": set(FUNCTION, ["environment", "variables", "DB_PASSWORD"], "correct horse"),
  "lambda-esm-destination": beside("lambda-esm-destination", "no destination"),
  "lambda-explicit-memory": set(FUNCTION, "memorySize", undefined),
  "lambda-explicit-timeout": set(FUNCTION, "timeout", undefined),
  "lambda-in-vpc": set({ ...FUNCTION, name: /^backoffice-/ }, "vpcConfig", undefined),
  "lambda-log-group": remove({ type: "aws:cloudwatch/logGroup:LogGroup", name: /^functions-users-log$/ }),
  "lambda-no-public-permission": edit(PERMISSION, withoutSource),
  "lambda-permission-api-scoped": set(
    PERMISSION,
    "sourceArn",
    "arn:aws:execute-api:eu-central-1:000000000000:a1b2c3/*/*",
  ),
  "lambda-permission-source-arn": set(PERMISSION, "sourceArn", undefined),
  "lambda-reserved-concurrency": set(FUNCTION, "reservedConcurrentExecutions", undefined),
  "lambda-role-no-star": allowing(
    "*",
    "arn:aws:dynamodb:eu-west-1:000000000000:table/users",
    "iam-no-service-wildcard",
    "iam-permissions-boundary",
  ),
  "lambda-role-not-shared": rewire(FUNCTION, "role", {
    type: "aws:iam/role:Role",
    name: /functions-products/,
  }),
  "lambda-runtime": set(FUNCTION, "runtime", "nodejs16.x"),
  "lambda-sqs-visibility": beside("lambda-sqs-visibility", "too short"),
  "lambda-timeout-below-integration": set(FUNCTION, "timeout", 26),
  "lambda-tracing": set(FUNCTION, "tracingConfig", undefined),
  "lambda-url-auth": beside("lambda-url-auth", "public"),
  "lambda-url-cors": beside("lambda-url-cors", "every site"),
  "lambda-vpc-multi-az": change(FUNCTION, ["vpcConfig", "subnetIds"], (ids) => list(ids).slice(0, 1)),
};
