import type { Declarations } from "../declarations";
import { text } from "../declarations";
import { glob } from "../gates/glob";

/** Name, or ARN with or without qualifier → what identifies a function. */
function functionOf(nameOrArn: string): { readonly name: string; readonly qualifier: string | undefined } {
  const parts = nameOrArn.split(":");
  return parts.length < 7
    ? { name: parts[0] ?? "", qualifier: parts[1] }
    : { name: parts[6] ?? "", qualifier: parts[7] };
}

/**
 * Whether the function's resource policy lets API Gateway call it with one of these source ARNs. Without it AWS answers
 * 500, which nobody sees before deployment (lambda/latest/dg/services-apigateway.html).
 */
export function permits(
  declarations: Declarations,
  functionArn: string,
  sourceArns: readonly string[],
): boolean {
  const called = functionOf(functionArn);
  return declarations.of("aws:lambda/permission:Permission").some(({ properties }) => {
    const granted = functionOf(text(properties.function) ?? "");
    const qualifier = text(properties.qualifier) ?? granted.qualifier;
    const from = text(properties.sourceArn);
    return (
      granted.name === called.name &&
      qualifier === called.qualifier &&
      (text(properties.principal) ?? "").startsWith("apigateway.") &&
      (from === undefined || sourceArns.some((arn) => glob(from).test(arn)))
    );
  });
}

/** Source ARNs of a call from a route: with its parameters as declared, and as wildcards. */
export function routeSourceArns(
  executionArn: string,
  stageName: string,
  route: { readonly method: string; readonly path?: string },
): string[] {
  const prefix = `${executionArn}/${stageName}`;
  if (route.path === undefined) return [`${prefix}/$default`];
  const method = route.method === "ANY" ? "*" : route.method;
  return [`${prefix}/${method}${route.path}`, `${prefix}/${method}${route.path.replace(/\{[^}]+\}/g, "*")}`];
}

/** Source ARN of a call to an authorizer. */
export const authorizerSourceArn = (executionArn: string, authorizerId: string): string =>
  `${executionArn}/authorizers/${authorizerId}`;
