import type { z } from "zod";
import type { Fixture, Violation } from "./fixture";
import type { Resource } from "./resource";
import type { Stack } from "./stack";
import type { Truth } from "./truth";
import type { Value } from "./value";

/** Worst first: the order of every report. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Known standards, with the name a reader knows them by. */
export const FRAMEWORKS = {
  fsbp: "AWS FSBP",
  "nist-800-53-r5": "NIST 800-53 r5",
  "pci-dss-4": "PCI DSS 4.0",
  soc2: "SOC 2",
  "iso-27001": "ISO 27001:2022",
  "cis-aws": "CIS AWS 5.0",
} as const;

/** Standard → the numbers of its requirements that the rule serves. */
export type Frameworks = Readonly<Partial<Record<keyof typeof FRAMEWORKS, readonly string[]>>>;

/** Where a finding points: a value that was read, or a property path. */
export type Place = Value | string;

/** What a check gets for each resource of the rule's types. */
export interface Check<Options> {
  readonly resource: Resource;
  /** The other resources. A `resource` rule sees only its own resource here. */
  readonly stack: Stack;
  readonly options: Options;
  /** YYYY-MM-DD in UTC, given by the host: a rule never reads the clock. */
  readonly today: string;
  /** States what must hold: false is a violation, unknown is "cannot tell yet". */
  expect(truth: Truth, place: Place, message: string): void;
  /** The rule has nothing to say of this resource. */
  notApplicable(): void;
}

/**
 * A rule: data plus one small function. Its id is its file's name. Fixtures belong to the rule, so that it proves
 * by itself that it passes what is right and catches each named mistake.
 */
export interface Rule<Schema extends z.ZodType = z.ZodType> {
  /** Stable, kebab-case; the file's name and the policy's name under CrossGuard. */
  readonly id: string;
  /** What must hold, as a sentence without full stop. */
  readonly title: string;
  readonly severity: Severity;
  /**
   * `resource`: one resource is enough, so the engine refuses it before it is created.
   * `stack`: needs its neighbours, and runs when the whole stack is known.
   */
  readonly scope: "resource" | "stack";
  /** Pulumi type tokens; the check runs once for each resource of these types. */
  readonly types: readonly string[];
  readonly frameworks: Frameworks;
  /** AWS's own page on the matter first. */
  readonly links: readonly string[];
  /** Why this rule decides as it does, where well-known rule sets contradict each other. */
  readonly choice?: string;
  /** Options with their defaults; an empty object must be valid. */
  readonly options: Schema;
  /** What to change, in one sentence. */
  readonly fix: string;
  check(context: Check<z.output<Schema>>): void;
  /** A stack on which the rule passes at least once and fails nowhere. */
  readonly compliant: Fixture;
  /** Each a named mistake made in the compliant stack, and the property that the finding must name. */
  readonly violations: Readonly<Record<string, Violation>>;
}

/** Keeps the type of the options while the rule is written. */
export const defineRule = <Schema extends z.ZodType>(rule: Rule<Schema>): Rule<Schema> => rule;
