import type { Declarations } from "./declarations";
import { text } from "./declarations";
import { glob } from "./gates/glob";

/** Name, or ARN with or without qualifier → the ARN's parts that identify a function. */
function functionOf(nameOrArn: string): { readonly name: string; readonly qualifier: string | undefined } {
  const parts = nameOrArn.split(":");
  return parts.length < 7
    ? { name: parts[0] ?? "", qualifier: parts[1] }
    : { name: parts[6] ?? "", qualifier: parts[7] };
}

/**
 * Whether the function's resource policy lets API Gateway call it from one of these source ARNs: of a method, a route or an
 * authorizer. Without it AWS answers 500, which nobody sees before deployment
 * (lambda/latest/dg/services-apigateway.html).
 */
export function mayInvoke(
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
