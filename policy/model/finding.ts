import type { Level } from "../config/schema";
import type { Frameworks, Severity } from "./rule";

/** One thing that the guard found, ready to be shown. */
export interface Finding {
  /** Rule and a hash of URN and property: the same in every form of the report, and from commit to commit. */
  readonly id: string;
  /** Id of the rule. */
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly level: Exclude<Level, "disabled">;
  readonly verdict: "violation" | "cannot-tell" | "exempt";
  readonly urn: string;
  /** Property path; absent when the resource as a whole is meant. */
  readonly property?: string;
  /** What is wrong, with the value that was found. */
  readonly message: string;
  readonly fix: string;
  readonly frameworks: Frameworks;
  /** `infra/api/restApi.ts:41:5`: where the program declared the resource. */
  readonly source?: string;
  /** Why, by whom and until when it is waived. */
  readonly exemption?: { readonly reason: string; readonly owner: string; readonly expires: string };
}

/** What a finding is about. */
export interface FindingPlace {
  readonly urn: string;
  readonly property?: string;
}

/** Finds the line that declared a place better than the resource's own position does, if it can. */
export type Locate = (place: FindingPlace) => string | undefined;

/** How often a rule came to each verdict, in resources. */
export interface RuleCounts {
  readonly pass: number;
  readonly violation: number;
  readonly cannotTell: number;
  readonly exempt: number;
  readonly notApplicable: number;
}

/** One rule of the run. */
export interface RuleSummary {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly level: Level;
  /** AWS's own page on the matter. */
  readonly link?: string;
  readonly counts: RuleCounts;
}

/** What the guard says of a stack. */
export interface Verdict {
  readonly project: string;
  readonly stack: string;
  /** YYYY-MM-DD: the day that decides which exemptions are in force. */
  readonly today: string;
  /** Version of the guard. */
  readonly guard: string;
  /** What cannot be told yet last; sorted by severity, rule, URN, property. */
  readonly findings: readonly Finding[];
  readonly counts: {
    /** Resources in the stack, components and providers not counted. */
    readonly resources: number;
    /** Resources that some rule has judged. */
    readonly judged: number;
    readonly rules: number;
    readonly disabled: number;
    /** Rules that had something to judge. */
    readonly applied: number;
    readonly violations: number;
    readonly cannotTell: number;
    readonly exempt: number;
  };
  readonly rules: readonly RuleSummary[];
  /** Findings that refuse the change. */
  readonly mandatoryViolations: number;
}

/** `project:///infra/api.ts#41,5` → `infra/api.ts:41:5`, the form that terminals and editors open. */
export function sourceOf(position: string | undefined): string | undefined {
  const match = /^(?:project|file):\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(position ?? "");
  if (!match) return undefined;
  const [, file, line, column] = match;
  return [file, line, column].filter((part) => part !== undefined).join(":");
}
