import { z } from "zod";
import { SEVERITIES } from "../model/rule";

/**
 * What a violation does. `mandatory` refuses the change, `advisory` reports it, `disabled` does not run the rule.
 * The same words as CrossGuard's enforcement levels; nothing is remediated behind the author's back.
 */
export const LEVELS = ["mandatory", "advisory", "disabled"] as const;
export type Level = (typeof LEVELS)[number];

const level = z.enum(LEVELS);

/** One stage's file, `policy/config/<stage>.json`. */
export const stageConfigSchema = z.strictObject({
  $schema: z.string().optional(),
  levels: z
    .strictObject(Object.fromEntries(SEVERITIES.map((severity) => [severity, level.optional()])))
    .default({})
    .describe("Level per severity; critical and high are mandatory, the others advisory unless set here."),
  rules: z
    .record(
      z.string(),
      z.strictObject({ level: level.optional(), options: z.record(z.string(), z.unknown()).optional() }),
    )
    .default({})
    .describe("Level and options of single rules, by id."),
});

export type StageConfig = z.output<typeof stageConfigSchema>;

/** Severity → level where a stage says nothing. */
export const DEFAULT_LEVELS = {
  critical: "mandatory",
  high: "mandatory",
  medium: "advisory",
  low: "advisory",
} as const;
