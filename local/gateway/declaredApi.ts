import type { MethodModel } from "./api/model";
import type { DeclaredApi, DeclaredOperation } from "./gateway";
import type { Domain } from "./routing/addresses";
import { PATH_PREFIX } from "./routing/addresses";
import type { StageRuntime } from "./runtime";

function operation(method: MethodModel): DeclaredOperation {
  const { authorization } = method;
  return {
    method: method.httpMethod,
    path: method.resourcePath,
    ...(method.operationName === undefined ? {} : { operationName: method.operationName }),
    authorization: authorization.type,
    scopes: authorization.type === "COGNITO_USER_POOLS" ? authorization.scopes : [],
    apiKeyRequired: method.apiKeyRequired,
    requiredParameters: method.validateParameters
      ? method.parameters
          .filter(({ required }) => required)
          .map(({ location, name }) => `${location}.${name}`)
      : [],
    integration: method.integration.type,
  };
}

/** A stage as start-up output and reports show it. */
export function declaredApi(stage: StageRuntime, domains: readonly Domain[]): DeclaredApi {
  const { api, stageName } = stage;
  const defaultHost = `${api.id}.execute-api.${api.location.region}.${api.location.dnsSuffix}`;
  const custom = domains.flatMap(({ domainName, mappings }) =>
    mappings
      .filter((mapping) => mapping.apiId === api.id && (mapping.stageName ?? stageName) === stageName)
      .map((mapping) => {
        const parts = [mapping.basePath, ...(mapping.stageName === undefined ? [stageName] : [])].filter(
          Boolean,
        );
        return { host: domainName, basePath: parts.length === 0 ? "" : `/${parts.join("/")}` };
      }),
  );
  const own = api.disableExecuteApiEndpoint
    ? []
    : [`${api.id}.execute-api.localhost`, defaultHost].map((host) => ({ host, basePath: `/${stageName}` }));
  const addresses = [
    ...custom.flatMap((entry) => [entry, { ...entry, host: `${entry.host}.localhost` }]),
    ...own,
  ];
  const [first] = custom;
  return {
    urn: api.urn,
    name: api.name,
    kind: "REST",
    endpointType: api.endpointType,
    id: api.id,
    stage: stageName,
    path: `${PATH_PREFIX}${api.id}/${stageName}`,
    hosts: addresses.map(({ host }) => host),
    addresses,
    awsUrl:
      api.disableExecuteApiEndpoint && first !== undefined
        ? `https://${first.host}${first.basePath}`
        : `https://${defaultHost}/${stageName}`,
    operations: api.methods.map(operation),
  };
}
