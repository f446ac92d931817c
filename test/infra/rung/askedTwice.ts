import type { RungProblem } from "./exceptions";

/** What is looked at of a resource in the deployment. */
export interface MadeResource {
  readonly urn: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * Whether a resource "exists already" only because its creation was asked for twice: on a busy machine the simulation may answer
 * after the AWS SDK has stopped waiting and sent its call again. Two resources of one name would both have that ARN, and stay a problem.
 */
export function askedTwice(
  { phase, urn, message }: RungProblem,
  resources: readonly MadeResource[],
): boolean {
  const [, arn] = /StatusCode: 409.* already exists: (arn:\S*?)[:,.]?(?:\s|$)/s.exec(message) ?? [];
  if (phase !== "apply" || arn === undefined) return false;
  const owners = resources.filter(({ outputs }) => outputs?.arn === arn);
  return owners.length === 1 && owners[0]?.urn === urn;
}
