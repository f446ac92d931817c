import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../compute";
import type { Contract, ContractOperation } from "../contract";
import type { Target } from "../stage";

export interface InvokePermissionsArgs {
  readonly target: Target;
  readonly contract: Contract;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly api: aws.apigateway.RestApi;
}

/**
 * API Gateway's right to invoke: one for each operation, of this API and stage only, and on the alias only; and one for
 * each authorizer. An imported authorizer gets its id at import, so that all of this API are named.
 */
export function invokePermissions(
  name: string,
  { target, contract, functions, api }: InvokePermissionsArgs,
  opts: pulumi.CustomResourceOptions,
): aws.lambda.Permission[] {
  const permission = (
    what: string,
    lambda: LambdaFunction | undefined,
    source: string,
  ): aws.lambda.Permission[] =>
    lambda === undefined
      ? []
      : [
          new aws.lambda.Permission(
            `${name}-invoke-${what}`,
            {
              action: "lambda:InvokeFunction",
              principal: "apigateway.amazonaws.com",
              function: lambda.functionName,
              qualifier: lambda.aliasName,
              sourceArn: pulumi.interpolate`${api.executionArn}/${source}`,
            },
            opts,
          ),
        ];
  return [
    ...contract.operations.flatMap((operation) =>
      operation.integration.kind === "lambda"
        ? permission(
            operation.operationId,
            functions[operation.integration.function],
            `${target.stage}/${methodArnPath(operation)}`,
          )
        : [],
    ),
    ...contract.authorizers.flatMap((authorizer) =>
      permission(`${authorizer.name}-authorizer`, functions[authorizer.function], "authorizers/*"),
    ),
  ];
}

/** Last part of the ARN that API Gateway calls with: a path parameter may be anything. */
export const methodArnPath = ({ method, path }: Pick<ContractOperation, "method" | "path">): string =>
  method + path.replace(/\{[^}]*\}/g, "*");
