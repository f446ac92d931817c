import type { ApiKey } from "./apiKeys/apiKeyStore";
import type { UsagePlans } from "./apiKeys/usagePlans";
import type { CredentialStore, SigningCredentials } from "./iam/credentialStore";
import { compileIdentity } from "./iam/identityPolicy";
import { REQUEST_KEYS } from "./policies/requestKeys";
import { endpointFor } from "./privateApis";
import type { StageRuntime } from "./runtime";

/** With what an example request to an API passes its gates. */
export interface ExampleCaller {
  /** Credentials whose own policies allow a method that asks for them. */
  readonly credentials?: SigningCredentials & { readonly region: string };
  /** Value of a key in a usage plan of the stage. */
  readonly apiKey?: string;
  /** Paths that a role may GET, signed; those without parameters. */
  readonly signedPaths?: (roleArn: string) => readonly string[];
  /** Id of an interface endpoint through which a private API is reached. */
  readonly vpcEndpoint?: string;
}

/** Finds, among what the program declares, somebody who may call the stage. */
export function exampleCaller(
  { api, stageName }: StageRuntime,
  keys: readonly ApiKey[],
  plans: UsagePlans,
  store: CredentialStore,
  vpcEndpoints: ReadonlyMap<string, string>,
): ExampleCaller {
  const signed = api.methods.find(({ authorization }) => authorization.type === "AWS_IAM");
  const credentials =
    signed && store.list().find((one) => mayCall(one, `${signed.httpMethod}${signed.resourcePath}`));
  const key = keys.find(
    ({ enabled, usagePlanIds }) => enabled && plans.planFor(usagePlanIds, api.id, stageName) !== undefined,
  );
  const vpcEndpoint = endpointFor(api, vpcEndpoints);
  const plain = api.methods.filter(
    ({ authorization, httpMethod, resourcePath }) =>
      authorization.type === "AWS_IAM" && httpMethod === "GET" && !resourcePath.includes("{"),
  );
  return {
    ...(plain.length === 0
      ? {}
      : {
          signedPaths: (roleArn) => {
            const role = store.list().find(({ principal }) => principal.arn === roleArn);
            return plain.flatMap(({ resourcePath }) =>
              role !== undefined && mayCall(role, `GET${resourcePath}`) ? [resourcePath] : [],
            );
          },
        }),
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint }),
    ...(credentials === undefined ? {} : { credentials: { ...credentials, region: api.location.region } }),
    ...(key === undefined ? {} : { apiKey: key.value }),
  };

  function mayCall(one: SigningCredentials, method: string): boolean {
    const resource = `${api.location.executionArn}/${stageName}/${method}`;
    const policy = compileIdentity(one, REQUEST_KEYS);
    return policy({ action: "execute-api:Invoke", resource, key: () => undefined }).effect === "allow";
  }
}
