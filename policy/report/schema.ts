import { z } from "zod";
import { LEVELS } from "../config/schema";
import { FRAMEWORKS, SEVERITIES } from "../model/rule";
import { VERDICT_SCHEMA } from "./json";

const count = z.int().min(0);
const severity = z.enum(SEVERITIES);
const level = z.enum(LEVELS);

const finding = z.looseObject({
  id: z.string().describe("Rule and a hash of URN and property; the same from commit to commit."),
  rule: z.string(),
  title: z.string(),
  severity,
  level: z.enum(["mandatory", "advisory"]),
  verdict: z.enum(["violation", "cannot-tell", "exempt"]),
  urn: z.string(),
  property: z.string().optional().describe("Absent when the resource as a whole is meant."),
  message: z.string(),
  fix: z.string(),
  frameworks: z.partialRecord(z.enum(Object.keys(FRAMEWORKS)), z.array(z.string())),
  source: z.string().optional().describe("`file:line:column` from the folder of Pulumi.yaml."),
  exemption: z.looseObject({ reason: z.string(), owner: z.string(), expires: z.iso.date() }).optional(),
  status: z.enum(["new", "known"]).optional().describe("With a base only."),
});

/** What {@link formatJson} writes. Loose: a reader must not fall over a field that is added. */
export const verdictSchema = z.looseObject({
  schema: z.literal(VERDICT_SCHEMA),
  project: z.string(),
  stack: z.string(),
  today: z.iso.date().describe("The day that decides which exemptions are in force, in UTC."),
  guard: z.string().describe("Version of the guard."),
  findings: z.array(finding),
  counts: z.looseObject({
    resources: count,
    judged: count,
    rules: count,
    disabled: count,
    applied: count,
    violations: count,
    cannotTell: count,
    exempt: count,
  }),
  rules: z.array(
    z.looseObject({
      id: z.string(),
      title: z.string(),
      severity,
      level,
      link: z.string().optional(),
      counts: z
        .looseObject({
          pass: count,
          violation: count,
          cannotTell: count,
          exempt: count,
          notApplicable: count,
        })
        .describe("In resources."),
    }),
  ),
  mandatoryViolations: count,
  comparison: z
    .looseObject({
      new: count,
      known: count,
      fixed: z.array(finding),
      levels: z.array(z.looseObject({ rule: z.string(), before: level, after: level })),
    })
    .optional()
    .describe("With a base only."),
  plan: z.looseObject({ totals: z.string(), lines: z.array(z.string()) }).optional(),
});
