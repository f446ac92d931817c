import { globMatches, shortestMatch } from "../documents/glob";

/** The program that is judged, and its stage. */
export interface Place {
  readonly project: string;
  readonly stack: string;
}

/** Letters of a name that a pattern must spell out at least. */
const LEAST_LETTERS = 3;

/** Whether a pattern of URNs says too little about what it means: it takes in strangers, or names no type and no name. */
export const isOverBroad = (pattern: string, place: Place): boolean =>
  strangers(pattern, place).some((urn) => globMatches(pattern, urn)) ||
  !(namesResource(pattern) || namesType(pattern));

/** URNs of resources that nobody has: of another type and name, in the stack and program that the pattern speaks of. */
function strangers(pattern: string, place: Place): readonly string[] {
  const [head = "", second = ""] = pattern.split("::");
  const [, own] = /^urn:pulumi:(.*)$/.exec(head) ?? [];
  const stack = shortestMatch(own ?? "") || place.stack;
  const project = (own === undefined ? "" : shortestMatch(second)) || place.project;
  return ["aws:jq/jq:Jq", `${project}:jq:Jq$aws:jq/jq:Jq`].map(
    (type) => `urn:pulumi:${stack}::${project}::${type}::jqjqjqjqjqjq`,
  );
}

/** Whether the last part, a resource's name, spells out some of it. */
function namesResource(pattern: string): boolean {
  const name = pattern.split("::").slice(1).at(-1);
  return (name ?? "").split(/[*?]+/).some((letters) => letters.length >= LEAST_LETTERS);
}

/** Whether the part before the name ends in a whole type, such as `aws:kms/key:Key`. */
function namesType(pattern: string): boolean {
  const type = pattern.split("::").at(-2) ?? "";
  return /(^|[$*])[\w-]+:[\w./-]+:\w+$/.test(type);
}
