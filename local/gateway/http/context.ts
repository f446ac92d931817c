import type { IncomingHttpHeaders } from "node:http";

import type { Answer } from "../answer";
import type { WebIdentity } from "../iam/webIdentity";
import type { QueryParameters } from "../request/query";
import { parseQuery } from "../request/query";
import type { HttpApiModel, RouteModel } from "./model";
import type { PathParameters, RouteTree } from "./routeTree";

/** A gate lets the request pass, or answers in place of all that follow. */
export type HttpGate = (context: HttpContext) => Answer | undefined | Promise<Answer | undefined>;

/** One route, compiled: its gates in AWS's order, then the integration. */
export interface HttpRouteRuntime {
  readonly model: RouteModel;
  readonly gates: readonly HttpGate[];
  readonly integration: (context: HttpContext) => Promise<Answer>;
}

/** One stage, compiled. */
export interface HttpStageRuntime {
  readonly api: HttpApiModel;
  readonly stageName: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly routes: RouteTree<HttpRouteRuntime>;
  readonly writeAccessLog?: (context: HttpContext) => void;
}

/** What came over the wire, already put into AWS's terms. */
export interface HttpArrival {
  readonly stage: HttpStageRuntime;
  readonly method: string;
  /** Host as AWS serves it, never localhost. */
  readonly domainName: string;
  /** Path below stage and mapping key, which routes match. */
  readonly path: string;
  readonly rawPath: string;
  /** Path as it came over the wire, which is what a signature covers. */
  readonly wirePath: string;
  readonly queryString: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly httpVersion: string;
  readonly clientIp: string;
  readonly body: Buffer;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** Claims of a verified token, and which of the route's scopes it carries. */
export interface JwtIdentity {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
}

/** What a Lambda authorizer said of the caller. */
export interface LambdaIdentity {
  readonly principalId?: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Who signed the request (AWS_IAM). */
export interface IamIdentity {
  readonly accessKey: string;
  readonly accountId: string;
  readonly callerId: string;
  readonly userArn: string;
  readonly userId: string;
  readonly webIdentity?: WebIdentity;
}

/** One request to an HTTP API on its way through the gates. */
export class HttpContext {
  route: HttpRouteRuntime | undefined;
  pathParameters: PathParameters | undefined;
  jwt: JwtIdentity | undefined;
  lambda: LambdaIdentity | undefined;
  iam: IamIdentity | undefined;
  readonly trace: string[] | undefined;
  /** Why the gateway, not the integration, answered: `$context.error`. */
  error: { readonly message: string; readonly responseType: string } | undefined;
  /** The answer is that to a preflight request: its CORS headers stand. */
  preflight = false;
  authorizerError: string | undefined;
  authorizerStatus: number | undefined;
  authorizerLatency: number | undefined;
  integrationStatus: number | undefined;
  integrationLatency: number | undefined;
  integrationError: string | undefined;
  /** For the access log, once the answer is known. */
  status = 0;
  responseLength = 0;
  finishedAt = 0;

  private parsedQuery: QueryParameters | undefined;
  private bodyString: string | undefined;

  constructor(
    readonly arrival: HttpArrival,
    trace: boolean,
  ) {
    this.trace = trace ? [] : undefined;
  }

  /** Leaves a trace entry: `gate=verdict` or `gate=verdict(reason)`. */
  note(gate: string, verdict: string, reason?: string): void {
    this.trace?.push(reason === undefined ? `${gate}=${verdict}` : `${gate}=${verdict}(${reason})`);
  }

  get query(): QueryParameters {
    return (this.parsedQuery ??= parseQuery(this.arrival.queryString));
  }

  /** A query parameter; repeated ones are joined by commas. */
  queryParameter(name: string): string | undefined {
    const values = this.query.filter(([key]) => key === name).map(([, value]) => value);
    return values.length === 0 ? undefined : values.join(",");
  }

  /** Value of a header; `name` is lower case. Repeated headers are joined as in HTTP. */
  header(name: string): string | undefined {
    if (name === "host") return this.arrival.domainName;
    const value = this.arrival.headers[name];
    return typeof value === "string" ? value : value?.join(",");
  }

  get bodyText(): string {
    return (this.bodyString ??= this.arrival.body.toString("utf8"));
  }
}
