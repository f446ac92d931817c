import { createServer, request as httpRequest } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import type { AddressInfo } from "node:net";

import { compileGateway } from "../../local/gateway";
import type { FunctionResult, Gateway, GatewayParts, TokenVerdict } from "../../local/gateway";
import type { Graph, GraphResource } from "../../local/graph/graph";
import { graphResource } from "../graph/graphResource";

/** A clock that stands still until a test moves it. 2026-11-21T10:51:00Z. */
export class TestClock {
  time = Date.UTC(2026, 10, 21, 10, 51, 0);
  now(): number {
    return this.time;
  }
  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

export const ACCOUNT = "111122223333";
export const API_ID = "abcdef1234";
export const EXECUTION_ARN = `arn:aws:execute-api:eu-west-1:${ACCOUNT}:${API_ID}`;
export const STAGE_ARN = `arn:aws:apigateway:eu-west-1::/restapis/${API_ID}/stages/dev`;
export const POOL_ARN = `arn:aws:cognito-idp:eu-west-1:${ACCOUNT}:userpool/eu-west-1_pool`;
export const FUNCTION_ARN = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:users`;

export type Json = Record<string, unknown>;

/** One resource of a graph, with outputs like those of the provider. */
export function resource(
  type: string,
  name: string,
  id: string,
  inputs: Json,
  outputs: Json = {},
): GraphResource {
  return graphResource("test", type, name, { id, inputs, outputs: { ...inputs, ...outputs } });
}

/** A Lambda proxy integration to the test function. */
export const lambda = (extra: Json = {}): Json => ({
  type: "AWS_PROXY",
  httpMethod: "POST",
  uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`,
  ...extra,
});

/** A MOCK integration that answers `template` with 200. */
export const mock = (template: string, extra: Json = {}): Json => ({
  type: "MOCK",
  requestTemplates: { "application/json": '{"statusCode": 200}' },
  responses: { default: { statusCode: "200", responseTemplates: { "application/json": template } } },
  ...extra,
});

/** An operation with an integration. */
export const operation = (integration: Json, extra: Json = {}): Json => ({
  ...extra,
  responses: {},
  "x-amazon-apigateway-integration": integration,
});

export interface ApiOptions {
  readonly paths: Json;
  /** Merged into the OpenAPI document. */
  readonly document?: Json;
  readonly api?: Json;
  readonly stage?: Json;
  /** Method settings by method path. */
  readonly settings?: Record<string, Json>;
  readonly extra?: readonly GraphResource[];
  /** Leaves out the permission that lets API Gateway call the function. */
  readonly noPermission?: boolean;
}

/** A graph with one REST API, its stage and what the options add. */
export function graphOf(options: ApiOptions): Graph {
  const body = JSON.stringify({
    openapi: "3.0.1",
    info: { title: "test", version: "1" },
    paths: options.paths,
    ...options.document,
  });
  const settings = Object.entries(options.settings ?? {}).map(([methodPath, values]) =>
    resource("aws:apigateway/methodSettings:MethodSettings", `settings-${methodPath}`, methodPath, {
      restApi: API_ID,
      stageName: "dev",
      methodPath,
      settings: values,
    }),
  );
  const permission = resource("aws:lambda/permission:Permission", "permission", "permission", {
    action: "lambda:InvokeFunction",
    function: "users",
    principal: "apigateway.amazonaws.com",
    sourceArn: `${EXECUTION_ARN}/*`,
  });
  return {
    project: "test",
    stack: "dev",
    mode: "known",
    resources: [
      resource(
        "aws:apigateway/restApi:RestApi",
        "api",
        API_ID,
        { name: "storefront", body, endpointConfiguration: { types: ["EDGE"] }, ...options.api },
        { executionArn: EXECUTION_ARN, arn: `arn:aws:apigateway:eu-west-1::/restapis/${API_ID}` },
      ),
      ...(options.noPermission === true ? [] : [permission]),
      resource(
        "aws:apigateway/stage:Stage",
        "stage",
        "ags",
        { restApi: API_ID, stageName: "dev", deployment: "dep123", ...options.stage },
        { arn: STAGE_ARN },
      ),
      ...settings,
      ...(options.extra ?? []),
    ],
  };
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: string;
  readonly bytes: Buffer;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
  readonly host?: string;
}

/** A gateway behind a loopback server, and what it was called with. */
export class Rehearsal {
  readonly clock = new TestClock();
  readonly events: Json[] = [];
  readonly logs: string[] = [];
  readonly tokens = new Map<string, TokenVerdict>();
  /** What the function answers next; may look at the event. */
  invoke: (event: Json, signal: AbortSignal | undefined) => FunctionResult | Promise<FunctionResult> =
    () => ({
      ok: true,
      payload: { statusCode: 200, body: "{}" },
    });
  readonly gateway: Gateway;
  private readonly server: Server;
  private ids = 0;

  constructor(options: ApiOptions | Graph, parts: Partial<GatewayParts> = {}) {
    this.gateway = compileGateway("resources" in options ? options : graphOf(options), {
      clock: this.clock,
      newId: () => `00000000-0000-4000-8000-${String(++this.ids).padStart(12, "0")}`,
      invokeFunction: async (_arn, event, { signal }) => {
        this.events.push(event as Json);
        return await this.invoke(event as Json, signal);
      },
      verifyToken: (token) =>
        Promise.resolve(this.tokens.get(token) ?? { ok: false, reason: "signature does not verify" }),
      writeLog: (_destination, line) => this.logs.push(line),
      trace: true,
      ...parts,
    });
    this.server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
      void this.gateway.handle(request, response).then((ours) => {
        if (!ours) response.writeHead(404).end("not ours");
      });
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Sends a request to a path below the stage, or to a whole path when a host is given. */
  send(path: string, { method = "GET", headers = {}, body, host }: Sent = {}): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          port: this.port,
          host: "127.0.0.1",
          method,
          path: host === undefined ? `/_aws/execute-api/${API_ID}/dev${path}` : path,
          headers: { ...headers, ...(host === undefined ? {} : { host }) },
          agent: false,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => {
            const bytes = Buffer.concat(chunks);
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              rawHeaders: response.rawHeaders,
              body: bytes.toString("utf8"),
              bytes,
            });
          });
        },
      );
      request.on("error", reject);
      request.end(body);
    });
  }
}

/** Runs a test with a rehearsal that is closed afterwards. */
export async function rehearse(
  options: ApiOptions | Graph,
  test: (rehearsal: Rehearsal) => Promise<void>,
  parts: Partial<GatewayParts> = {},
): Promise<void> {
  const rehearsal = await new Rehearsal(options, parts).listen();
  try {
    await test(rehearsal);
  } finally {
    await rehearsal.close();
  }
}

/** Securities of a Cognito authorizer named `pool`. */
export const COGNITO: Json = {
  components: {
    securitySchemes: {
      pool: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "cognito_user_pools",
        "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: [POOL_ARN] },
      },
    },
  },
};
