import { z } from "zod";
import { type HttpTargetSetting, isLoopback } from "../gateway";
import { nearest, type Project, Problems, readStackConfig } from "../graph";
import { settingProblem, settingProblems, type SettingsPlace } from "./settingProblems";

const schema = z.strictObject({
  trace: z.boolean().default(true),
  accountThrottle: z
    .strictObject({ rateLimit: z.number().positive(), burstLimit: z.int().positive() })
    .default({ rateLimit: 10_000, burstLimit: 5_000 }),
  httpTargets: z
    .record(
      z
        .string()
        .regex(
          /^((https?|vpclink):\/\/[^/?#]+|arn:\S+)/,
          "a URL such as https://inventory.example.com, vpclink://<name of a VPC link>, or a listener's ARN",
        ),
      z.union([
        z
          .string()
          .refine(isLoopback, "a URL on loopback, such as http://127.0.0.1:9000: nothing connects outside"),
        z.strictObject({
          status: z.int().min(200).max(599).optional(),
          headers: z.record(z.string(), z.string()).optional(),
          body: z.unknown().optional(),
        }),
      ]),
    )
    .default({}),
  examples: z
    .record(
      z.string(),
      z.strictObject({
        request: z
          .string()
          .regex(/^(GET|POST|PUT|PATCH|DELETE) \/\S*$/, "a method and a path, such as POST /orders")
          .optional(),
        status: z.int().min(200).max(599).default(200),
        body: z.unknown().optional(),
        headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/, "a header's name"), z.string()).default({}),
        secret: z.string().min(1).optional(),
      }),
    )
    .default({}),
});

/** How a ready-made example calls one API, where the API's declaration does not tell. */
export interface ExampleSetting {
  /** Method and path. @default the first GET without path parameters that somebody may call */
  readonly request?: string;
  /** What it answers. @default 200 */
  readonly status: number;
  /** Sent as JSON. For a WebSocket API: the first message. */
  readonly body?: unknown;
  /** Members of the secret stand in braces: `Bearer {partner}.{token}`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Name or ARN of a secret whose text is a JSON object. `{project}` and `{stage}` stand for the stage's own names. */
  readonly secret?: string;
}

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
   * What stands in for outside hosts that integrations call: URL or prefix of one, `vpclink://<name>` or the ARN of a listener
   * → URL on loopback, or the answer.
   * @default none: nothing connects outside, and such integrations answer 504
   */
  readonly httpTargets: Readonly<Record<string, HttpTargetSetting>>;
  /**
   * API, by its name with or without `<project>-<stage>-` → how the printed example calls it.
   * @default none: what the declaration tells is enough for tokens, signatures and declared API keys
   */
  readonly examples: Readonly<Record<string, ExampleSetting>>;
}

/**
 * Reads the settings of a stage; defaults where it has none, or no stack file.
 *
 * @throws Problems GH1006, one for each thing that may not be.
 */
export function readSettings(project: Project, stage: string): Settings {
  if (!project.stacks.includes(stage)) return schema.parse({});
  const place = placeOf(project, stage);
  const value = parse(place.config.values[place.key] ?? "{}");
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problems(settingProblems(schema, value, result.error.issues, place));
}

/**
 * Holds the examples of a stage's settings against the APIs that it has.
 *
 * @param settings As {@link readSettings} read them.
 * @param apis Names without `<project>-<stage>-`.
 * @throws Problems GH1006, one for each example of an API that is not there.
 */
export function requireExamplesOf(
  { examples }: Settings,
  project: Project,
  stage: string,
  apis: readonly string[],
): void {
  const prefix = `${project.name}-${stage}-`;
  const strays = Object.keys(examples).filter(
    (key) => !apis.includes(key.startsWith(prefix) ? key.slice(prefix.length) : key),
  );
  if (strays.length === 0) return;
  const place = placeOf(project, stage);
  throw new Problems(
    strays.map((name) => {
      const near = nearest(name, apis);
      const fix = near === undefined ? `the stage has ${apis.join(", ")}` : `did you mean ${near}?`;
      return settingProblem(
        place,
        ["examples", name],
        "is an example of an API that the stage does not have",
        fix,
      );
    }),
  );
}

const placeOf = (project: Project, stage: string): SettingsPlace => ({
  config: readStackConfig(project, stage),
  key: `${project.name}:rehearsal`,
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
