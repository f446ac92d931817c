import { keyed } from "../model/keyed";
import { ANY_KEY } from "../model/keys";
import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import type { Value } from "../model/value";
import { ROLE, rolesByArn } from "./policy-holders";
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
  const holders = senders(stack);
  const roles = new Set<Resource>();
  let fed = false;
  let complete = holders.others === false;
  for (const holder of holders.of(queue.urn, name)) {
    const linked = linksOf(holder).includes(queue.urn);
    for (const { at } of integrationsOf(holder)) {
      if (!linked && queueName(at.get("uri")) !== name) continue;
      fed = true;
      const role = roleOf(holder, at.get("credentials"), stack);
      if (role === undefined) complete = false;
      else roles.add(role);
    }
  }
  return { fed, roles: [...roles], complete };
}

/** What an integration's URI was computed from. Of an API's body it cannot be told which integration it is for. */
const linksOf = (holder: Resource): readonly string[] =>
  holder.type === INTEGRATION ? holder.dependenciesOf("uri") : [];

/** APIs and integrations by the queues that they send to: by URN or by name. */
const senders = keyed([REST_API, INTEGRATION], (holder, stack) => [
  ...linksOf(holder),
  ...(holder.type === REST_API && methodsHidden(holder) ? [ANY_KEY] : []),
  ...integrationsOf(holder).map(({ at }) => {
    const uri = at.get("uri");
    const hidden = uri.unknown && stack.targets(holder, "uri", QUEUE).resources.length === 0;
    return hidden ? ANY_KEY : queueName(uri);
  }),
]);

function roleOf(holder: Resource, credentials: Value, stack: Stack): Resource | undefined {
  if (holder.type === INTEGRATION) return stack.targets(holder, "credentials", ROLE).resources[0];
  return rolesByArn(stack).of(credentials.text)[0];
}
