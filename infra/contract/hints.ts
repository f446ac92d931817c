import { z } from "zod";
import type { Json } from "./contract";
import type { ProblemCollector } from "./problemCollector";

/** `x-gatehouse-api` */
export const apiHint = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, "lower-case letters, digits and hyphens, at most 31"),
  version: z.string().regex(/^v[1-9][0-9]*$/, "v1, v2, …"),
});

/** `x-gatehouse-integration` */
export const integrationHint = z.union([
  z.strictObject({
    lambda: z.string().regex(/^[a-z][a-z0-9-]*$/, "the name of a folder beside the contract"),
  }),
  z.strictObject({
    mock: z.string().regex(/^[A-Za-z0-9_-]+\.vtl$/, "the name of a .vtl file beside the contract"),
  }),
]);

/** `x-gatehouse-cache`. API Gateway keeps an answer for at most an hour. */
export const cacheHint = z.strictObject({
  ttlSeconds: z.number().int().min(0).max(3600),
  keyParameters: z.array(z.string()),
});

/** `x-gatehouse-throttle`. A bucket of zero would refuse everything. */
export const throttleHint = z.strictObject({
  rate: z.number().positive(),
  burst: z.number().int().min(1),
});

/** The hint as its schema has it, or `undefined` after reporting what is wrong with it. */
export function readHint<T>(
  schema: z.ZodType<T>,
  value: Json | undefined,
  at: readonly string[],
  example: string,
  problems: ProblemCollector,
): T | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const hint = at.at(-1) ?? "";
  for (const issue of result.error.issues) {
    const where = issue.path.map(String);
    const key = [hint, ...where].join(".");
    problems.add(
      "GH1205",
      [...at, ...where],
      `${key} is not right: ${issue.message}`,
      `write it as ${example}`,
    );
  }
  return undefined;
}
