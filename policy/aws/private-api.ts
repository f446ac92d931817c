import { narrows, narrowsByExclusion } from "../documents/condition";
import { narrowingKeys } from "../documents/finite";
import { readPolicy, type PolicyDocument } from "../documents/policy-document";
import type { Statement } from "../documents/statement";
import { keyed } from "../model/keyed";
import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import { all, any, not, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { openApiBody } from "./openapi-body";
import { REST_API } from "./rest-method";

export const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const REST_API_POLICY = "aws:apigateway/restApiPolicy:RestApiPolicy";

/** VPC endpoints of a stack by their ids. */
export const endpointsById = keyed([VPC_ENDPOINT], ({ id, outputs }) => [id, outputs.get("id")]);

/** The resource policies of an API, and whether one may be out of sight. */
export interface ApiPolicies {
  readonly documents: readonly PolicyDocument[];
  readonly complete: boolean;
}

/** The policy that a RestApi has in its `policy` or its body, or that a RestApiPolicy holds. */
export function ownPolicies(resource: Resource): readonly PolicyDocument[] {
  const documents = [readPolicy(resource.get("policy"))];
  if (resource.type === REST_API && openApiBody(resource).state === "known")
    documents.push(readPolicy(openApiBody(resource).document.get("x-amazon-apigateway-policy")));
  return documents.filter(({ state }) => state !== "absent");
}

/** All resource policies of a REST API, also those that RestApiPolicy resources give it. */
export function policiesOfApi(api: Resource, stack: Stack): ApiPolicies {
  const separate = stack.referrers(api, REST_API_POLICY, "restApiId");
  const hidden = ["unknown", "unreadable"].includes(openApiBody(api).state);
  return {
    documents: [...ownPolicies(api), ...separate.resources.flatMap(ownPolicies)],
    complete: separate.complete && !hidden,
  };
}

/** Condition keys that name the VPC or the endpoint that a request comes through. */
const SOURCE_KEYS = narrowingKeys("aws:sourcevpce", "aws:sourcevpc", "aws:vpcsourceip");

const INVOKE = "execute-api:Invoke";

/**
 * Whether an Allow for everyone reaches callers of any VPC: it has no condition on the source, and no Deny shuts out
 * all other sources. The Deny must have that condition alone, for one more would let callers out of it.
 */
export function isOpenToAnyVpc(document: PolicyDocument, statement: Statement): Truth {
  const shutOut = any(
    document.statements.map((other) =>
      all([
        other.denies,
        other.everyone,
        other.holdsAction(INVOKE),
        other.holdsResourcesOf(statement),
        narrowsByExclusion(other.condition, SOURCE_KEYS),
      ]),
    ),
  );
  return all([
    statement.allows,
    statement.everyone,
    statement.coversAction(INVOKE),
    not(narrows(statement.condition, SOURCE_KEYS)),
    not(shutOut),
  ]);
}

/** The VPC endpoints that the conditions of a policy name; an unknown part gives an unknown value. */
export function namedEndpoints(document: PolicyDocument): readonly Value[] {
  if (document.state === "unknown") return [document.at];
  return document.statements.flatMap(({ condition }) => {
    if (condition.unknown) return [condition];
    return condition.entries.flatMap(([, block]) =>
      block.unknown
        ? [block]
        : block.entries
            .filter(([key]) => key.toLowerCase() === "aws:sourcevpce")
            .flatMap(([, values]) => (values.unknown ? [values] : values.items)),
    );
  });
}
