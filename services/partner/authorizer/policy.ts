import type { APIGatewayAuthorizerResult } from "aws-lambda";

/**
 * Allows every method of the stage. API Gateway keeps the answer for all methods that are called with the same
 * identity: a policy for the one method that was called first would refuse all others from the cache.
 *
 * @param methodArn `arn:<partition>:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>`
 */
export function stagePolicy(partner: string, methodArn: string): APIGatewayAuthorizerResult {
  const [api = "", stage = ""] = methodArn.split("/");
  return {
    principalId: partner,
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: `${api}/${stage}/*` }],
    },
    context: { partner },
  };
}
