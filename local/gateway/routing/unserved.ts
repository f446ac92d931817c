/** A host or API of ours, and nothing of it that could answer: why, as a trace entry. */
export interface Unserved {
  readonly unserved: string;
}

/** No stage of this name. @param named first part of the path @param stages those that there are */
export function noStage(named: string, stages: Iterable<string>): Unserved {
  const known = [...stages];
  const there = known.length === 0 ? "there is none" : `there is ${known.join(", ")}`;
  return { unserved: `stage=none(${named === "" ? "no name in the path" : named}; ${there})` };
}

/** The API's default endpoint is off. @param address host and base path where it is served instead */
export const endpointDisabled = (address: string | undefined): Unserved => ({
  unserved: `endpoint=disabled(${address === undefined ? "the API has no other address" : `the API is at ${address}`})`,
});

/** No base path of a custom domain is the path's. */
export const noMapping = (path: string, known?: string): Unserved => ({
  unserved: `mapping=none(${path}${known === undefined ? "" : `; ${known}`})`,
});
