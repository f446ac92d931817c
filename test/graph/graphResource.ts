import type { GraphResource } from "../../local/graph";

/**
 * One resource of stack `dev`, with everything that a test does not care about left plain.
 *
 * @param project Pulumi project name, as it stands in the URN.
 */
export function graphResource(
  project: string,
  type: string,
  name: string,
  fields: Partial<GraphResource> = {},
): GraphResource {
  return {
    urn: `urn:pulumi:dev::${project}::${type}::${name}`,
    type,
    name,
    custom: true,
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    external: false,
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: [],
    aliases: [],
    ...fields,
  };
}
