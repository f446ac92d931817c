import type { Model } from "./model";
import { arn, input, record } from "./model";

/** `aws:sns/topic:Topic` → service `sns`, resource `topic`. */
function tokenParts(type: string): { service: string; resource: string } {
  const [, module = "aws", last = "resource"] = type.split(":");
  const [service = "aws", resource = last] = module.split("/");
  return { service, resource };
}

/**
 * What stands in for a type that no table describes: its name as id, and an ARN of the
 * service in the type token.
 */
export const genericModel: Model = {
  autoname: { property: "name" },
  id: (resource) => input(resource, "name", resource.name),
  computed: (resource) => {
    const { service, resource: kind } = tokenParts(resource.type);
    const tagged = "tags" in resource.inputs ? { tagsAll: record(resource.inputs.tags) } : {};
    return { arn: arn(resource, service, `${kind}/${resource.id}`), ...tagged };
  },
  replaceOnChange: [],
};
