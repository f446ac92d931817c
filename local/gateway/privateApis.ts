import type { RestApiModel } from "./api/model";
import type { Declarations } from "./declarations";
import { text } from "./declarations";
import { compileResourcePolicy } from "./gates/resourcePolicy";

const EXECUTE_API = /\.execute-api$/;

/** Endpoints of the program, those for `execute-api` first: endpoint id → VPC id. */
export function readVpcEndpoints(declarations: Declarations): ReadonlyMap<string, string> {
  const endpoints = declarations.of("aws:ec2/vpcEndpoint:VpcEndpoint").flatMap(({ id, properties }) => {
    const vpcId = text(properties.vpcId);
    return vpcId === undefined
      ? []
      : [{ id, vpcId, forApis: EXECUTE_API.test(text(properties.serviceName) ?? "") }];
  });
  const sorted = [...endpoints].sort((left, right) => Number(right.forApis) - Number(left.forApis));
  return new Map(sorted.map(({ id, vpcId }) => [id, vpcId] as const));
}

/** Matches ids of interface endpoints in a policy: those of other accounts are named there only. */
const ENDPOINT_ID = /\bvpce-[0-9a-f]{8,17}\b/g;

/**
 * An endpoint through which a private API is reached: of the program's, and those that the resource policy names, the
 * first that the policy does not deny.
 */
export function endpointFor(
  api: RestApiModel,
  vpcEndpoints: ReadonlyMap<string, string>,
): string | undefined {
  if (api.endpointType !== "PRIVATE") return undefined;
  const named = JSON.stringify(api.policy ?? {}).match(ENDPOINT_ID) ?? [];
  const candidates = [...vpcEndpoints.keys(), ...named];
  try {
    const policy = compileResourcePolicy(api);
    const allowed = candidates.find((id) => {
      const keys: Readonly<Record<string, string | undefined>> = {
        "aws:sourcevpce": id,
        "aws:sourcevpc": vpcEndpoints.get(id),
      };
      const key = (name: string): string | undefined => keys[name.toLowerCase()];
      // Policies are about methods of stages; any will do to tell endpoints apart.
      const resource = `${api.location.executionArn}/stage/GET/`;
      const question = { action: "execute-api:Invoke", resource, key };
      return policy === undefined || policy(question).effect !== "deny";
    });
    return allowed ?? candidates[0];
  } catch {
    // A policy that is not executed denies nobody here.
    return candidates[0];
  }
}
