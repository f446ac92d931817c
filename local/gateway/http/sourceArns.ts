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
