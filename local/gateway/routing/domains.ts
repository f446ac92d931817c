import type { Declarations, Declared } from "../declarations";
import { record, text, texts } from "../declarations";
import { privateDomainGate } from "../gates/privateApi";
import type { Notice } from "../notice";
import { compilePolicies } from "../policies/policy";
import { REQUEST_KEYS, invokeQuestion } from "../policies/requestKeys";
import type { Domain, DomainGate, Mapping } from "./addresses";

/** Custom domains of REST APIs with their base paths. */
export function readDomains(declarations: Declarations, notices: Notice[]): Domain[] {
  const mappings = declarations.of("aws:apigateway/basePathMapping:BasePathMapping");
  return declarations.of("aws:apigateway/domainName:DomainName").flatMap((declared) => {
    const domainName = text(declared.properties.domainName);
    if (domainName === undefined) return [];
    // Private domains are not unique by name; their mappings also name the id.
    const id = text(declared.properties.domainNameId);
    const own = mappings.filter(
      ({ properties }) =>
        properties.domainName === domainName &&
        (id === undefined || text(properties.domainNameId) === undefined || properties.domainNameId === id),
    );
    const gate = isPrivate(declared) ? privateGate(declarations, declared, notices) : undefined;
    return [{ domainName, mappings: own.map(readMapping), ...(gate === undefined ? {} : { gate }) }];
  });
}

function readMapping({ properties }: Declared): Mapping {
  const basePath = text(properties.basePath) ?? "";
  return {
    apiId: text(properties.restApi) ?? "",
    stageName: text(properties.stageName),
    // `(none)` is how API Gateway itself writes the root.
    basePath: basePath === "(none)" ? "" : basePath.replace(/^\/+|\/+$/g, ""),
  };
}

function isPrivate({ properties }: Declared): boolean {
  const { types } = record(properties.endpointConfiguration);
  return types === "PRIVATE" || texts(types).includes("PRIVATE");
}

/**
 * A private domain answers callers whose endpoint is associated with it and whom its own policy allows
 * (apigateway/latest/developerguide/apigateway-private-custom-domains.html).
 */
function privateGate(declarations: Declarations, domain: Declared, notices: Notice[]): DomainGate {
  const arn = text(domain.properties.arn);
  const endpoints = declarations
    .of("aws:apigateway/domainNameAccessAssociation:DomainNameAccessAssociation")
    .filter(({ properties }) => properties.domainNameArn === arn)
    .flatMap(({ properties }) => text(properties.accessAssociationSource) ?? []);
  const reasons: string[] = [];
  const policy = compilePolicies(
    [documentOf(domain.properties.policy)],
    { keys: REQUEST_KEYS, principals: true, expand: wholeDomain },
    reasons,
  );
  for (const reason of new Set(reasons))
    notices.push({
      urn: domain.urn,
      property: "policy",
      message: `The rehearsal does not execute ${reason} of the domain's policy; the statement grants nothing.`,
    });
  return privateDomainGate(
    new Set(endpoints),
    (context) => policy({ ...invokeQuestion(context), resource: "" }).effect === "allow",
  );
}

/** Every statement of a domain's policy is about the domain: its resource is the domain's ARN, or `execute-api:/*`. */
const wholeDomain = (): string => "*";

function documentOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return {};
  }
}
