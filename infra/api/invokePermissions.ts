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

/** API Gateway's right to invoke: one for each operation, of this API and stage only, and on the alias only. */
export function invokePermissions(
  name: string,
  { target, contract, functions, api }: InvokePermissionsArgs,
  opts: pulumi.CustomResourceOptions,
): aws.lambda.Permission[] {
  return contract.operations.flatMap((operation) => {
    const lambda =
      operation.integration.kind === "lambda" ? functions[operation.integration.function] : undefined;
    if (!lambda) return [];
    return [
      new aws.lambda.Permission(
        `${name}-invoke-${operation.operationId}`,
        {
          action: "lambda:InvokeFunction",
          principal: "apigateway.amazonaws.com",
          function: lambda.functionName,
          qualifier: lambda.aliasName,
          sourceArn: pulumi.interpolate`${api.executionArn}/${target.stage}/${methodArnPath(operation)}`,
        },
        opts,
      ),
    ];
  });
}

/** Last part of the ARN that API Gateway calls with: a path parameter may be anything. */
export const methodArnPath = ({ method, path }: Pick<ContractOperation, "method" | "path">): string =>
  method + path.replace(/\{[^}]*\}/g, "*");
