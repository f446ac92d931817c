import type { Declarations } from "./declarations";
import { text } from "./declarations";
import { ENDPOINT_HEADER } from "./gates/privateApi";
import type { Notice } from "./gateway";
import type { StageRuntime } from "./runtime";

const EXECUTE_API = /\.execute-api$/;

/** Interface endpoints of the program: endpoint id → VPC id. */
export function readVpcEndpoints(declarations: Declarations): ReadonlyMap<string, string> {
  return new Map(
    declarations.of("aws:ec2/vpcEndpoint:VpcEndpoint").flatMap(({ id, properties }) => {
      const vpcId = text(properties.vpcId);
      return vpcId === undefined ? [] : [[id, vpcId] as const];
    }),
  );
}

/** How private APIs are reached here, where no network is. */
export function privateApiNotices(declarations: Declarations, stages: readonly StageRuntime[]): Notice[] {
  const own = declarations
    .of("aws:ec2/vpcEndpoint:VpcEndpoint")
    .filter(({ properties }) => EXECUTE_API.test(text(properties.serviceName) ?? ""))
    .map(({ id }) => id);
  const example = own[0] ?? "vpce-0123456789abcdef0";
  return stages
    .filter(({ api }) => api.endpointType === "PRIVATE")
    .map(({ api }) => ({
      urn: api.urn,
      property: "endpointConfiguration",
      message: `The API is private: say through which interface endpoint you come, with the header ${ENDPOINT_HEADER}: ${example}; without one the answer is 403, as from the internet.`,
    }));
}
