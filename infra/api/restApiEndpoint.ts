import type * as pulumi from "@pulumi/pulumi";
import { defaults } from "../stage";

/** Where a REST API is reached, and with which TLS. */
export type RestApiEndpoint =
  /** Through AWS's edge locations. */
  | { readonly type: "EDGE"; readonly tlsPolicy?: string }
  /** In its Region. */
  | { readonly type: "REGIONAL"; readonly tlsPolicy?: string }
  /** From inside VPCs only, through interface endpoints. */
  | {
      readonly type: "PRIVATE";
      /** Endpoints that get an address of their own, `<api id>-<endpoint id>.execute-api.…`. */
      readonly vpcEndpointIds: readonly pulumi.Input<string>[];
      readonly tlsPolicy?: string;
    };

/**
 * Strongest policies that an endpoint of its own takes: there is no TLS_1_2 for edge-optimised APIs, only TLS_1_0 or
 * one of the enhanced policies (developer guide, "Supported security policies").
 */
const tlsPolicies = {
  EDGE: defaults.domain.tlsPolicy.value,
  REGIONAL: "SecurityPolicy_TLS13_1_3_2025_09",
  PRIVATE: "SecurityPolicy_TLS13_1_3_2025_09",
} as const satisfies Record<RestApiEndpoint["type"], string>;

/** The arguments of a RestApi that follow from its endpoint. A policy without the enhanced name is left to the default. */
export function endpointShape(endpoint: RestApiEndpoint) {
  const wanted = endpoint.tlsPolicy;
  return {
    endpointConfiguration: {
      types: endpoint.type,
      // The provider takes no empty list: without endpoints the API is reached through those of other accounts.
      ...(endpoint.type === "PRIVATE" && endpoint.vpcEndpointIds.length > 0
        ? { vpcEndpointIds: [...endpoint.vpcEndpointIds] }
        : {}),
    },
    securityPolicy: wanted?.startsWith("SecurityPolicy_") ? wanted : tlsPolicies[endpoint.type],
    endpointAccessMode: "STRICT",
  };
}
