import { z } from "zod";
import { type HttpTargetSetting, isLoopback } from "../gateway";
import { type Project, Problem, readStackConfig } from "../graph";

const schema = z.strictObject({
  trace: z.boolean().default(true),
  accountThrottle: z
    .strictObject({ rateLimit: z.number().positive(), burstLimit: z.int().positive() })
    .default({ rateLimit: 10_000, burstLimit: 5_000 }),
  httpTargets: z
    .record(
      z.string().regex(/^https?:\/\/[^/?#]+/, "a key is a URL, such as https://inventory.example.com"),
      z.union([
        z.string().refine(isLoopback, "nothing connects outside; take a URL such as http://127.0.0.1:9000"),
        z.strictObject({
          status: z.int().min(200).max(599).optional(),
          headers: z.record(z.string(), z.string()).optional(),
          body: z.unknown().optional(),
        }),
      ]),
    )
    .default({}),
});

/** How a stage is rehearsed: `<project>:rehearsal` in its stack file, which AWS never sees. */
export interface Settings {
  /**
   * Adds `x-gatehouse-trace`, which names the gates that a request met, to each response.
   * @default true
   */
  readonly trace: boolean;
  /**
   * Account throttle per Region, in requests per second and bucket size.
   * @default 10,000 and 5,000, API Gateway's quota (developer guide, "API Gateway quotas")
   */
  readonly accountThrottle: { readonly rateLimit: number; readonly burstLimit: number };
  /**
   * What stands in for outside hosts that integrations call: URL or prefix of one → URL on loopback, or the answer.
   * @default none: nothing connects outside, and such integrations answer 504
   */
  readonly httpTargets: Readonly<Record<string, HttpTargetSetting>>;
}

/** Reads the settings of a stage; defaults where it has none, or no stack file. @throws Problem GH1006 */
export function readSettings(project: Project, stage: string): Settings {
  if (!project.stacks.includes(stage)) return schema.parse({});
  const key = `${project.name}:rehearsal`;
  const { file, values } = readStackConfig(project, stage);
  const result = schema.safeParse(parse(values[key] ?? "{}"));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${[key, ...path].join(".")}: ${message}`);
  throw new Problem("GH1006", `${file} has ${problems.join("; ")}.`, "Write, for example, `trace: false`.");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
