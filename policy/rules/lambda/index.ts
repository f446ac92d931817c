import type { Rule } from "../../model/rule";
import lambdaAsyncDestination from "./lambda-async-destination";
import lambdaCodeSigning from "./lambda-code-signing";
import lambdaDescription from "./lambda-description";
import lambdaDlq from "./lambda-dlq";
import lambdaEnvCmk from "./lambda-env-cmk";
import lambdaEnvNoSecrets from "./lambda-env-no-secrets";
import lambdaEsmDestination from "./lambda-esm-destination";
import lambdaExplicitMemory from "./lambda-explicit-memory";
import lambdaExplicitTimeout from "./lambda-explicit-timeout";
import lambdaInVpc from "./lambda-in-vpc";
import lambdaLogGroup from "./lambda-log-group";
import lambdaNoPublicPermission from "./lambda-no-public-permission";
import lambdaPermissionApiScoped from "./lambda-permission-api-scoped";
import lambdaPermissionSourceArn from "./lambda-permission-source-arn";
import lambdaReservedConcurrency from "./lambda-reserved-concurrency";
import lambdaRoleNoStar from "./lambda-role-no-star";
import lambdaRoleNotShared from "./lambda-role-not-shared";
import lambdaRuntime from "./lambda-runtime";
import lambdaSqsVisibility from "./lambda-sqs-visibility";
import lambdaTimeoutBelowIntegration from "./lambda-timeout-below-integration";
import lambdaTracing from "./lambda-tracing";
import lambdaUrlAuth from "./lambda-url-auth";
import lambdaUrlCors from "./lambda-url-cors";
import lambdaVpcMultiAz from "./lambda-vpc-multi-az";

/** The rules for Lambda. */
export const lambdaRules: readonly Rule[] = [
  lambdaAsyncDestination,
  lambdaCodeSigning,
  lambdaDescription,
  lambdaDlq,
  lambdaEnvCmk,
  lambdaEnvNoSecrets,
  lambdaEsmDestination,
  lambdaExplicitMemory,
  lambdaExplicitTimeout,
  lambdaInVpc,
  lambdaLogGroup,
  lambdaNoPublicPermission,
  lambdaPermissionApiScoped,
  lambdaPermissionSourceArn,
  lambdaReservedConcurrency,
  lambdaRoleNoStar,
  lambdaRoleNotShared,
  lambdaRuntime,
  lambdaSqsVisibility,
  lambdaTimeoutBelowIntegration,
  lambdaTracing,
  lambdaUrlAuth,
  lambdaUrlCors,
  lambdaVpcMultiAz,
];
