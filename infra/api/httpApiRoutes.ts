import type { Contract, ContractOperation, HttpIntegration } from "../contract";

/** One route of an HTTP API, as a contract's operation asks for it. */
export interface HttpRoute {
  /** Part of logical names. */
  readonly name: string;
  /** `GET /products/{id}` */
  readonly routeKey: string;
  /** Any one of them admits the caller. */
  readonly scopes: readonly string[];
  readonly integration:
    | { readonly kind: "lambda"; readonly function: string }
    | {
        readonly kind: "private";
        readonly target: string;
        readonly method: string;
        /** With the caller's path parameters as `$request.path.<name>`. */
        readonly path: string;
      };
  readonly throttle: ContractOperation["throttle"];
}

/** A contract asks an HTTP API for something that it does not have. */
class HttpContractError extends Error {
  readonly code = "GH1221";

  constructor(contract: Contract, problems: readonly string[]) {
    super(
      [
        `${contract.file}: not an HTTP API`,
        ...problems.map((problem) => `  GH1221 ${problem}`),
        "  fix: use what HTTP APIs have (Lambda proxy, VPC links, OAuth scopes), or declare a REST API",
      ].join("\n"),
    );
    this.name = "HttpContractError";
  }
}

/**
 * The routes of a contract. Operations on private backends that this stage does not have are left out: a route that
 * cannot work would only answer 503.
 *
 * @param targets logical names of the private backends that the stage has
 * @throws HttpContractError with everything that an HTTP API cannot do
 */
export function httpRoutes(contract: Contract, targets: readonly string[]): HttpRoute[] {
  const problems = contract.operations.flatMap(unfit);
  if (problems.length > 0) throw new HttpContractError(contract, problems);
  return contract.operations.flatMap((operation): HttpRoute[] => {
    const { integration, access } = operation;
    const route = {
      name: operation.operationId,
      routeKey: `${operation.method} ${operation.path}`,
      scopes: access.kind === "scopes" ? access.scopes : [],
      throttle: operation.throttle,
    };
    if (integration.kind === "lambda") return [{ ...route, integration }];
    if (integration.kind !== "vpcLink" || !targets.includes(integration.target)) return [];
    const { target, method } = integration;
    return [
      { ...route, integration: { kind: "private", target, method, path: overwrittenPath(integration) } },
    ];
  });
}

function unfit({ operationId, integration, access, cache, apiKeyRequired }: ContractOperation): string[] {
  return [
    ...(integration.kind === "lambda" || integration.kind === "vpcLink"
      ? []
      : [`${operationId} has the integration ${integration.kind}`]),
    ...(integration.kind === "vpcLink" && maps(integration)
      ? [`${operationId} maps the request or the answer of ${integration.target} with templates`]
      : []),
    ...(access.kind === "scopes" ? [] : [`${operationId} is not guarded by OAuth scopes`]),
    ...(cache ? [`${operationId} is cached`] : []),
    ...(apiKeyRequired ? [`${operationId} asks for an API key`] : []),
  ];
}

/** Of the caller's request an HTTP API can put path parameters into the backend's path; templates it has none. */
const maps = ({ request, answers, parameters }: HttpIntegration): boolean =>
  request !== undefined ||
  answers.length > 0 ||
  Object.entries(parameters).some(
    ([to, from]) => !to.startsWith("path.") || !from.startsWith("method.request.path."),
  );

/**
 * Where a private backend gets the request: the backend's path with the values of the caller's path parameters
 * (API Gateway guide, "Transform API requests and responses for HTTP APIs").
 */
const overwrittenPath = ({ path, parameters }: Pick<HttpIntegration, "path" | "parameters">): string =>
  path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    (parameters[`path.${name}`] ?? "").replace("method.request.path.", "$request.path."),
  );
