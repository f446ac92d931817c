import { all, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { areFew } from "./addresses";
import { parseArn } from "./arn";
import { isEvery } from "./breadth";
import { hasWildcard } from "./glob";

/** How the values of a condition key are written, which decides where a wildcard lets strangers in. */
export type KeyKind =
  "exact" | "arn" | "one principal" | "organisation path" | "user id" | "subject" | "audience" | "addresses";

/**
 * Condition keys whose value ties a request to an account, an organisation, a principal, a network or a source.
 * Keys that a caller sets freely (aws:Referer, aws:UserAgent, aws:RequestedRegion) do not narrow anything.
 * Source: IAM user guide, "AWS global condition context keys"; KMS developer guide, "Condition keys for AWS KMS".
 */
export const NARROWING_KEYS: ReadonlyMap<string, KeyKind> = new Map<string, KeyKind>([
  ["aws:principalaccount", "exact"],
  ["aws:principalarn", "arn"],
  ["aws:principalorgid", "exact"],
  ["aws:principalorgpaths", "organisation path"],
  ["aws:sourceaccount", "exact"],
  ["aws:sourcearn", "arn"],
  ["aws:sourceorgid", "exact"],
  ["aws:sourceorgpaths", "organisation path"],
  ["aws:sourceowner", "exact"],
  ["aws:sourceip", "addresses"],
  ["aws:vpcsourceip", "addresses"],
  ["aws:sourcevpc", "exact"],
  ["aws:sourcevpce", "exact"],
  ["aws:sourcevpcarn", "arn"],
  ["aws:userid", "user id"],
  ["kms:calleraccount", "exact"],
  ["sts:externalid", "exact"],
]);

/** The narrowing keys of these names, in lower case. */
export const narrowingKeys = (...names: readonly string[]): ReadonlyMap<string, KeyKind> =>
  new Map([...NARROWING_KEYS].filter(([key]) => names.includes(key)));

/** A value that stands for whatever the request brings along; `${*}` is a literal star. */
const isVariable = (text: string): boolean => /\$\{[^*?$]/.test(text);

/** An account, an id or a name that is written out. */
export const isExact = (text: string): boolean => text !== "" && !hasWildcard(text) && !isVariable(text);

/**
 * An ARN of which the account is written out. Where the service has no accounts in its ARNs, the name must be: a
 * bucket's is nobody else's. A stranger may well have a queue of the same name.
 */
export function isFiniteArn(text: string): boolean {
  if (isExact(text)) return true;
  const arn = parseArn(text);
  if (arn === undefined || isVariable(text)) return false;
  if (arn.account !== "" && !hasWildcard(arn.account)) return true;
  if (arn.service === "s3") return isExact(arn.resource.split("/")[0] ?? "");
  return arn.account === "" && isExact(arn.resource);
}

/** Whether a list of values of such a key leaves something finite: each of them does, and addresses together. */
export function isFinite(values: Value, kind: KeyKind): Truth {
  if (kind !== "addresses")
    return all([values.notEmpty, values.every((item) => item.matches((text) => IS_FINITE[kind](text)))]);
  if (values.unknown) return "unknown";
  const texts = values.items.flatMap(({ text }) => text ?? []);
  const others = values.items.filter(({ text }) => text === undefined);
  return all([
    values.notEmpty,
    areFew(texts),
    all(others.map(({ unknown }) => (unknown ? "unknown" : false))),
  ]);
}

const IS_FINITE: Readonly<Record<Exclude<KeyKind, "addresses">, (text: string) => boolean>> = {
  exact: isExact,
  arn: isFiniteArn,
  "one principal": (text) => isFiniteArn(text) && !isEvery("iam", "role/", text),
  /** `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`: the organisation is what counts. */
  "organisation path": (text) => isExact(text.split("/")[0] ?? ""),
  /** `AROAEXAMPLE:session`: the role's id is what counts, for callers choose the session's name. */
  "user id": (text) => isExact(text.split(":")[0] ?? ""),
  /** `repo:example/shop:*`, `system:serviceaccount:shop:*`: the owner is what counts, and stands first. */
  subject: (text) =>
    isExact(text) || (!isVariable(text) && /^([^:/*?]+:)?[^:/*?]+[/]|^[^:/*?]+:[^:/*?]+:[^*?]/.test(text)),
  /** What every user of a provider presents to AWS says nothing of any of them. */
  audience: (text) => isExact(text) && text !== "sts.amazonaws.com",
};
