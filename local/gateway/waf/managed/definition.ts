import type { Inspected } from "../inspected";
import type { ValueTest } from "../statements/content";
import type { ManagedPart } from "./fields";

/** A rule of a managed group: its documented name and label, and where and what it looks for. */
export interface ManagedRule {
  readonly name: string;
  /** Last part of the label, after the group's namespace. */
  readonly label: string;
  /** The one part that it looks at; absent when it looks at anything else. */
  readonly part?: ManagedPart;
  /** Inspects the part's values, normalised. */
  readonly test?: ValueTest;
  /** Inspects the part as it came, instead. */
  readonly matches?: (view: Inspected) => boolean;
}

export interface ManagedGroup {
  /** `awswaf:managed:aws:<namespace>:`. */
  readonly namespace: string;
  readonly rules: readonly ManagedRule[];
}

const SUFFIXES: Readonly<Record<ManagedPart, readonly [rule: string, label: string]>> = {
  uriPath: ["URIPATH", "URIPath"],
  queryArguments: ["QUERYARGUMENTS", "QueryArguments"],
  queryString: ["QUERYSTRING", "QueryString"],
  body: ["BODY", "Body"],
  cookie: ["COOKIE", "Cookie"],
  headers: ["HEADER", "Header"],
};

/** One rule per part, named as AWS names them: `GenericLFI_BODY` with the label `GenericLFI_Body`. */
export function perPart(
  name: string,
  parts: readonly ManagedPart[],
  test: ValueTest,
): readonly ManagedRule[] {
  return parts.map((part) => {
    const [rule, label] = SUFFIXES[part];
    return { name: `${name}_${rule}`, label: `${name}_${label}`, part, test };
  });
}

/** A test by pattern. Patterns here are searched in lower-case text and have no nested repetition. */
export const pattern = (expression: RegExp): ValueTest => {
  return (value) => expression.test(value);
};
