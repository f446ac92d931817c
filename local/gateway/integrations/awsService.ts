import type { Answer, AnswerHeader } from "../answer";
import type { IntegrationModel } from "../api/model";
import type { Clock } from "../clock";
import type { AssumedRole } from "../iam/roles";
import type { RequestContext } from "../request/context";
import { traceId } from "../request/identifiers";
import type { Integration } from "../runtime";
import { accessDenied } from "./accessDenied";
import type { BackendOutcome } from "./backend";
import { httpCall } from "./httpCall";
import { compileIntegrationResponses, unanswered, unsupported } from "./integrationResponse";
import { notExecuted } from "./notExecuted";
import type { OutgoingParameters } from "./outgoingRequest";
import { outgoingParameters, queryStringOf, withPath } from "./outgoingRequest";
import { compileRequestBody } from "./requestBody";
import { compileRequestParameters } from "./requestParameters";
import { serviceAction } from "./serviceAction";
import type { ServiceEndpoints } from "./serviceEndpoints";
import type { ServiceUri } from "./serviceUri";
import { jsonAction } from "./serviceUri";

/** An integration with an AWS service, ready to be compiled. */
export interface ServiceIntegration {
  readonly model: IntegrationModel;
  readonly uri: ServiceUri;
  readonly clock: Clock;
  readonly endpoints: ServiceEndpoints;
  /** Undefined when the role is no part of the program: nothing can be said of its policies. */
  readonly role: AssumedRole | undefined;
}

/** One call as it is sent. */
interface Prepared {
  readonly path: string;
  readonly headers: readonly AnswerHeader[];
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly body: string | Buffer;
  readonly json: boolean;
}

function prepare(
  { uri, clock }: ServiceIntegration,
  context: RequestContext,
  parameters: OutgoingParameters,
  body: string | Buffer,
  mediaType: string,
): Prepared {
  const action = uri.kind === "action" ? jsonAction(uri.service, uri.value) : undefined;
  const headers = new Map(parameters.headers);
  const setDefault = (name: string, value: string): void => {
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), [name, value]);
  };
  if (action !== undefined) setDefault("X-Amz-Target", action.target);
  // As execution logs show it; SQS answers its query protocol in JSON to it.
  setDefault("Accept", "application/json");
  setDefault("Content-Type", action?.contentType ?? mediaType);
  setDefault("X-Amzn-Trace-Id", context.header("x-amzn-trace-id") ?? traceOf(context));
  setDefault("User-Agent", `AmazonAPIGateway_${context.arrival.stage.api.id}`);
  const query = new Map(parameters.query);
  // Services without a JSON protocol take the action as a parameter.
  if (uri.kind === "action" && action === undefined && !query.has("Action")) query.set("Action", [uri.value]);
  const time = new Date(clock.now()).toISOString().replace(/[-:]|\.\d{3}/g, "");
  // The rehearsed services ask for a signature, but do not check it.
  setDefault("X-Amz-Date", time);
  setDefault(
    "Authorization",
    `AWS4-HMAC-SHA256 Credential=GATEHOUSE/${time.slice(0, 8)}/${uri.region}/${uri.service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
  );
  return {
    path: uri.kind === "path" ? withPath(uri.value, parameters.path).replace(/^\/+/, "") : "",
    headers: [...headers.values()],
    query,
    body,
    json: headers.has("x-amz-target"),
  };
}

const traceOf = ({ arrival }: RequestContext): string => traceId(arrival.requestId, arrival.receivedAt);

/**
 * Integration with an AWS service (type AWS): mapping template and parameters make the call, the role's policies must
 * allow it, the answer passes the integration responses
 * (apigateway/latest/developerguide/api-gateway-api-integration-types.html).
 */
export function awsServiceIntegration(declared: ServiceIntegration): Integration {
  const { model, uri, endpoints, role, clock } = declared;
  const mapBody = compileRequestBody(model);
  const parameters = compileRequestParameters(model.requestParameters);
  const respond = compileIntegrationResponses(model);
  const absent = notExecuted("integration", `the service ${uri.service}`);
  const method = model.httpMethod ?? "POST";

  const call = async (context: RequestContext, prepared: Prepared, base: string): Promise<BackendOutcome> => {
    const { path, headers, query, body, json } = prepared;
    const target = headers.find(([name]) => name.toLowerCase() === "x-amz-target")?.[1];
    const action = serviceAction(
      { uri, path, target, query, body: body.toString() },
      context.arrival.stage.api.location,
    );
    if (role !== undefined && action !== undefined) {
      const may = role.may(action.action, action.resource);
      context.note("integration-role", may === true ? "allow" : "deny", may === true ? action.action : may);
      if (may !== true) return { ok: true, answer: accessDenied(role.callerArn, action, json) };
    }
    const search = queryStringOf(query);
    const url = `${base.replace(/\/+$/, "")}/${path}${search === "" ? "" : `?${search}`}`;
    return httpCall({ method, url, headers, body }, model.timeoutMilliseconds);
  };

  return async (context): Promise<Answer> => {
    const mapped = mapBody(context);
    if (mapped === undefined) return unsupported(context);
    const base = endpoints.endpointOf(uri.service);
    if (base === undefined) return (await absent(context)) ?? unsupported(context);
    const outgoing = outgoingParameters(parameters, context, mapped);
    const prepared = prepare(declared, context, outgoing, mapped.body, mapped.mediaType);
    const startedAt = clock.now();
    const outcome = await call(context, prepared, base);
    context.integrationLatency = clock.now() - startedAt;
    if (!outcome.ok) return unanswered(context, outcome);
    context.integrationStatus = outcome.answer.status;
    return respond(context, outcome.answer, String(outcome.answer.status));
  };
}
