import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";

/** What a test says of a request; the rest is as API Gateway sends it. */
export interface Request {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  /** `sub` of the token. */
  readonly caller?: string;
  readonly base64?: boolean;
}

/** A REST API proxy event, as it comes through the stage `dev` to a guarded method: `request("GET /users/{id}", …)`. */
export function proxyEvent(
  route: string,
  id: string | undefined,
  { query, headers, body, caller = "alice", base64 = false }: Request = {},
): APIGatewayProxyEvent {
  const [httpMethod = "", resource = ""] = route.split(" ");
  const path = resource.replace("{id}", id ?? "");
  const all = { "Content-Type": "application/json", ...headers };
  const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
  return {
    httpMethod,
    resource,
    path,
    headers: all,
    multiValueHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
    queryStringParameters: query ?? null,
    multiValueQueryStringParameters: null,
    pathParameters: id === undefined ? null : { id },
    stageVariables: null,
    body: text !== null && base64 ? Buffer.from(text).toString("base64") : text,
    isBase64Encoded: base64,
    requestContext: {
      accountId: "123456789012",
      apiId: "a1b2c3d4e5",
      authorizer: { claims: { sub: caller, token_use: "access" } },
      httpMethod,
      identity: { sourceIp: "192.0.2.1", userAgent: "test" },
      path: `/dev${path}`,
      protocol: "HTTP/1.1",
      requestId: "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
      requestTimeEpoch: 1_700_000_000_000,
      resourceId: "abc123",
      resourcePath: resource,
      stage: "dev",
    } as unknown as APIGatewayProxyEvent["requestContext"],
  };
}

/** The context of an invocation with three seconds left. */
export const lambdaContext = {
  functionName: "storefront-test",
  functionVersion: "$LATEST",
  invokedFunctionArn: "arn:aws:lambda:eu-west-1:123456789012:function:storefront-test",
  memoryLimitInMB: "256",
  awsRequestId: "11111111-2222-3333-4444-555555555555",
  logGroupName: "/aws/lambda/storefront-test",
  logStreamName: "test",
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => 3000,
} as unknown as Context;

/** The JSON of an answer. */
export const json = (result: APIGatewayProxyResult): Record<string, unknown> =>
  JSON.parse(result.body) as Record<string, unknown>;
