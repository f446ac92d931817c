import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import type { Value } from "../model/value";
import { ROLE } from "./policy-holders";
import { QUEUE } from "./queue";
import { integrationsOf } from "./rest-integration";
import { INTEGRATION, methodsHidden, REST_API } from "./rest-method";

/** The roles with which API Gateway sends to a queue. */
export interface QueueSources {
  /** Whether some API sends to it. */
  readonly fed: boolean;
  readonly roles: readonly Resource[];
  /** False when an integration, its queue or its role may be out of sight. */
  readonly complete: boolean;
}

/** `arn:aws:apigateway:<region>:sqs:path/<account>/<queue>`: a queue by its name. */
const queueName = (uri: Value): string | undefined =>
  /^arn:[^:]+:apigateway:[^:]*:sqs:path\/[^/]+\/([^/?]+)/.exec(uri.text ?? "")?.[1];

/** The integrations of REST APIs that send to a queue, from bodies and from resources of their own. */
export function queueSources(queue: Resource, stack: Stack): QueueSources {
  const name = queue.outputs.get("name").text ?? queue.get("name").text;
  const roles = new Set<Resource>();
  let fed = false;
  let complete = true;
  for (const holder of stack.ofType(REST_API, INTEGRATION)) {
    if (holder.type === REST_API && methodsHidden(holder)) complete = false;
    for (const { at } of integrationsOf(holder)) {
      const uri = at.get("uri");
      const linked = holder.type === INTEGRATION && holder.dependenciesOf("uri").includes(queue.urn);
      if (uri.unknown && !linked && stack.targets(holder, "uri", QUEUE).resources.length === 0)
        complete = false;
      if (!linked && (name === undefined || queueName(uri) !== name)) continue;
      fed = true;
      const role = roleOf(holder, at.get("credentials"), stack);
      if (role === undefined) complete = false;
      else roles.add(role);
    }
  }
  return { fed, roles: [...roles], complete };
}

function roleOf(holder: Resource, credentials: Value, stack: Stack): Resource | undefined {
  if (holder.type === INTEGRATION) return stack.targets(holder, "credentials", ROLE).resources[0];
  const arn = credentials.text;
  return arn === undefined
    ? undefined
    : stack.ofType(ROLE).find((role) => role.outputs.get("arn").text === arn);
}
