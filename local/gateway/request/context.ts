import type { IncomingHttpHeaders } from "node:http";

import type { Answer } from "../answer";
import type { ApiKey } from "../apiKeys/apiKeyStore";
import type { SigningPrincipal } from "../iam/credentialStore";
import type { PathParameters } from "../routing/resourceTree";
import type { MethodRuntime, StageRuntime } from "../runtime";
import { awsHeaders } from "./awsHeaders";
import type { Header } from "./awsHeaders";
import type { QueryParameters } from "./query";
import { parseQuery } from "./query";

/** Why the gateway, not the integration, answered: `$context.error`. */
export interface GatewayError {
  readonly responseType: string;
  /** Null where AWS says nothing. */
  readonly message: string | null;
  readonly validationErrorString?: string;
}

/** What came over the wire, already put into AWS's terms. */
export interface Arrival {
  readonly stage: StageRuntime;
  readonly method: string;
  /** Host as AWS serves it: `<api>.execute-api.<region>.amazonaws.com` or the custom domain; never localhost. */
  readonly domainName: string;
  /** Path with stage or base path: what WAF sees and what `$context.path` says. */
  readonly fullPath: string;
  /** Path below stage and base path, which the resource tree matches. */
  readonly path: string;
  /** `path` of the proxy event: without the stage, but with a custom domain's base path. */
  readonly eventPath: string;
  readonly queryString: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly httpVersion: string;
  readonly clientIp: string;
  /** Path as it came over the wire, without query string: what a signature covers. */
  readonly wirePath: string;
  /** The interface endpoint that the request came through. */
  readonly endpoint?: VpcEndpoint;
  readonly body: Buffer;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** An interface endpoint for `execute-api`. */
export interface VpcEndpoint {
  readonly id: string;
  readonly vpcId?: string;
}

/** What a Lambda authorizer said of the caller. */
export interface AuthorizerResult {
  readonly principalId: string;
  /** Its `context`, every value as text. */
  readonly context: Readonly<Record<string, string>>;
  /** The API key, where authorizers give it. */
  readonly usageIdentifierKey?: string;
  /** Milliseconds that its function took; zero when the result was cached. */
  readonly latency: number;
}

/** Who signed the request. */
export interface SignedBy extends SigningPrincipal {
  readonly accessKeyId: string;
}

const EMPTY_HEADERS: Header[] = [];

/**
 * One request on its way through the gates. What is costly is computed when first asked for; what gates find out
 * is kept here for those behind them and for the access log.
 */
export class RequestContext {
  route: MethodRuntime | undefined;
  pathParameters: PathParameters | undefined;
  /** Claims of the verified token. */
  claims: Readonly<Record<string, unknown>> | undefined;
  /** The answer of the method's Lambda authorizer. */
  authorizer: AuthorizerResult | undefined;
  /** The caller of a method with AWS_IAM authorization. */
  signedBy: SignedBy | undefined;
  /** The caller's API key, once it is found to be good. */
  apiKey: ApiKey | undefined;
  error: GatewayError | undefined;
  /** One entry per gate that spoke, when traces are on. */
  readonly trace: string[] | undefined;
  wafResponseCode: "WAF_ALLOW" | "WAF_BLOCK" | undefined;
  /** Headers that WAF adds to the request. */
  wafHeaders: readonly Header[] = EMPTY_HEADERS;
  authorizerError: string | undefined;
  authorizerStatus: number | undefined;
  integrationStatus: number | undefined;
  /** Milliseconds. */
  integrationLatency: number | undefined;
  integrationError: string | undefined;
  /** Called with what the integration answered, before it is sent. */
  afterIntegration: ((answer: Answer) => void) | undefined;
  /** Headers that a gate adds to the answer, whoever gives it. */
  extraHeaders: Header[] | undefined;
  /** What gates and integrations read; as it came over the wire, until it is {@link decoded}. */
  body: Buffer;
  /** For the access log, once the answer is known. */
  status = 0;
  responseLength = 0;
  finishedAt = 0;

  private parsedQuery: QueryParameters | undefined;
  private headerList: readonly Header[] | undefined;
  private bodyString: string | undefined;

  constructor(
    readonly arrival: Arrival,
    trace: boolean,
  ) {
    this.body = arrival.body;
    this.trace = trace ? [] : undefined;
  }

  /** Leaves a trace entry: `gate=verdict` or `gate=verdict(reason)`. */
  note(gate: string, verdict: string, reason?: string): void {
    this.trace?.push(reason === undefined ? `${gate}=${verdict}` : `${gate}=${verdict}(${reason})`);
  }

  get query(): QueryParameters {
    return (this.parsedQuery ??= parseQuery(this.arrival.queryString));
  }

  /** Last value of a query parameter; names are case-sensitive. */
  queryParameter(name: string): string | undefined {
    return this.query.findLast(([key]) => key === name)?.[1];
  }

  /** Headers with AWS's host name in place of the rehearsal's. */
  get headers(): readonly Header[] {
    return (this.headerList ??= awsHeaders(this.arrival.rawHeaders, this.arrival.domainName));
  }

  /** Value of a header; `name` is lower case. Repeated headers are joined as in HTTP. */
  header(name: string): string | undefined {
    if (name === "host") return this.arrival.domainName;
    const value = this.arrival.headers[name];
    return typeof value === "string" ? value : value?.join(", ");
  }

  /** The body as UTF-8 text. */
  get bodyText(): string {
    return (this.bodyString ??= this.body.toString("utf8"));
  }

  /** Goes on with the body that the client has compressed, and without the header that said so. */
  decoded(body: Buffer): void {
    this.headerList = this.headers.filter(([name]) => name.toLowerCase() !== "content-encoding");
    this.body = body;
    this.bodyString = undefined;
  }

  /** Media type of the body in lower case, without parameters. No Content-Type counts as JSON. */
  get mediaType(): string {
    const type = this.arrival.headers["content-type"];
    if (type === undefined || type === "") return "application/json";
    const semicolon = type.indexOf(";");
    return (semicolon < 0 ? type : type.slice(0, semicolon)).trim().toLowerCase();
  }
}
