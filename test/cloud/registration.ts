import type { CreateRequest, Plain } from "../../local/cloud";

/** A registration as the engine sends it, for a resource without a parent. */
export function registration(
  type: string,
  inputs: Plain = {},
  rest: Partial<CreateRequest> = {},
): CreateRequest {
  const name = rest.name ?? "thing";
  return { urn: `urn:pulumi:dev::shop::${type}::${name}`, type, name, inputs, region: "eu-west-1", ...rest };
}
