import type { Statement } from "../../infra/iam";

/**
 * What a deployment does with resources of one service.
 *
 * @param actions without the service's prefix
 * @param resources default: every resource, for actions that AWS holds to none (service authorization reference), and
 * where AWS generates the ids
 */
export const allow = (
  service: string,
  actions: readonly string[],
  resources: Statement["Resource"] = "*",
  condition?: Statement["Condition"],
): Statement => ({
  Effect: "Allow",
  Action: actions.map((action) => `${service}:${action}`),
  Resource: resources,
  ...(condition === undefined ? {} : { Condition: condition }),
});

/** Tagging, as most services call it. */
export const tags = ["TagResource", "UntagResource", "ListTagsForResource"] as const;
