/** A function as callers name it: its name and, when given, a version or an alias. */
export interface Address {
  readonly name: string;
  /** The unqualified ARN, when the caller gave one. */
  readonly arn?: string;
  /** @default "$LATEST" */
  readonly qualifier?: string;
}

const INVOKE_ARN = /^arn:[^:]+:apigateway:[^:]*:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/;
const FUNCTION_ARN = /^(arn:[^:]+:lambda:[^:]*:[^:]*:function:([^:]+))(?::(.+))?$/;
const PARTIAL_ARN = /^[^:]*:function:([^:]+)(?::(.+))?$/;
const NAME = /^([^:]+)(?::(.+))?$/;

/**
 * Reads what an integration, an authorizer or a caller of Invoke may name a function by: a name, a partial ARN, an
 * ARN, each with or without a qualifier, or API Gateway's invoke ARN around one.
 * Source: FunctionName of Invoke in the Lambda API reference.
 */
export function readAddress(target: string): Address | undefined {
  const inner = INVOKE_ARN.exec(target)?.[1] ?? target;
  const [, arn, named, arnQualifier] = FUNCTION_ARN.exec(inner) ?? [];
  if (arn !== undefined && named !== undefined) return address(named, arnQualifier, arn);
  const [, name, qualifier] = PARTIAL_ARN.exec(inner) ?? NAME.exec(inner) ?? [];
  return name === undefined || name === "arn" ? undefined : address(name, qualifier);
}

const address = (name: string, qualifier: string | undefined, arn?: string): Address => ({
  name,
  ...(arn !== undefined && { arn }),
  ...(qualifier !== undefined && { qualifier }),
});
