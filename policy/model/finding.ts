import type { Level } from "../config/schema";
import type { Frameworks, Severity } from "./rule";

/** One thing that the guard found, ready to be shown. */
export interface Finding {
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
  readonly counts: RuleCounts;
}

/** What the guard says of a stack. */
export interface Verdict {
  readonly project: string;
  readonly stack: string;
  /** Sorted by severity, rule, URN, property. */
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
