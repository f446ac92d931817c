import type { Answer } from "../answer";
import { JSON_TYPE } from "../answer";
import type { RequestContext } from "../request/context";
import type { Gate } from "../runtime";

/** API Gateway's answer to those who find no API: it knows none at this address. */
const FORBIDDEN: Answer = {
  status: 403,
  headers: [["x-amzn-ErrorType", "ForbiddenException"], JSON_TYPE],
  body: '{"message":"Forbidden"}',
};

/** Header by which a caller of the rehearsal says through which interface endpoint it comes. */
export const ENDPOINT_HEADER = "x-gatehouse-vpce";

/** A private API is there for callers behind an interface endpoint only; from anywhere else it is 403. */
export const privateApiGate: Gate = (context: RequestContext) => {
  const { endpoint } = context.arrival;
  if (endpoint === undefined) {
    context.note("private-api", "deny", `no interface endpoint; name one in ${ENDPOINT_HEADER}`);
    return FORBIDDEN;
  }
  context.note("private-api", "pass", endpoint.id);
  return undefined;
};

/** A private custom domain also wants its own policy to allow the endpoint, and an association with it. */
export function privateDomainGate(
  endpointIds: ReadonlySet<string>,
  allows: (context: RequestContext) => boolean,
): (context: RequestContext) => Answer | undefined {
  return (context) => {
    const { endpoint } = context.arrival;
    const reason =
      endpoint === undefined
        ? `no interface endpoint; name one in ${ENDPOINT_HEADER}`
        : !endpointIds.has(endpoint.id)
          ? `${endpoint.id} has no access association with the domain`
          : allows(context)
            ? undefined
            : "the domain's policy does not allow it";
    if (reason === undefined) return undefined;
    context.note("private-domain", "deny", reason);
    return FORBIDDEN;
  };
}
