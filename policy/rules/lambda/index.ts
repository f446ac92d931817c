import type { Rule } from "../../model/rule";
import lambdaEnvNoSecrets from "./lambda-env-no-secrets";
import lambdaNoPublicPermission from "./lambda-no-public-permission";
import lambdaPermissionSourceArn from "./lambda-permission-source-arn";
import lambdaRoleNoStar from "./lambda-role-no-star";
import lambdaUrlAuth from "./lambda-url-auth";

/** The rules for Lambda. */
export const lambdaRules: readonly Rule[] = [
  lambdaEnvNoSecrets,
  lambdaNoPublicPermission,
  lambdaPermissionSourceArn,
  lambdaRoleNoStar,
  lambdaUrlAuth,
];
