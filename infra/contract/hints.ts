import { z } from "zod";
import { nearestKey } from "../spelling";
import { type Json, serviceActions } from "./contract";
import type { ProblemCollector } from "./problemCollector";

/** `x-gatehouse-api` */
export const apiHint = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, "lower-case letters, digits and hyphens, at most 31"),
  version: z.string().regex(/^v[1-9][0-9]*$/, "v1, v2, …"),
});

const folderName = z.string().regex(/^[a-z][a-z0-9-]*$/, "the name of a folder beside the contract");
const templateName = z
  .string()
  .regex(/^(?:[A-Za-z0-9_-]+\/)*[A-Za-z0-9_.-]+\.vtl$/, "the name of a .vtl file beside the contract");
const targetName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]*$/, "a name of letters, digits and hyphens that the stage knows");

/** What API Gateway's mapping expressions may be: a quoted literal, or something of the request or the context. */
const requestExpression = z
  .string()
  .regex(
    /^(?:'[^']*'|method\.request\.(?:path|querystring|multivaluequerystring|header|multivalueheader)\.[A-Za-z0-9_.-]+|method\.request\.body(?:\.\S+)?|(?:context|stageVariables)\.[A-Za-z0-9_.]+)$/,
    "a mapping expression such as method.request.path.id, context.requestId or 'literal'",
  );
const answerExpression = z
  .string()
  .regex(
    /^(?:'[^']*'|integration\.response\.(?:header|multivalueheader)\.[A-Za-z0-9_-]+|integration\.response\.body(?:\.\S+)?|(?:context|stageVariables)\.[A-Za-z0-9_.]+)$/,
    "a mapping expression such as integration.response.header.ETag, context.requestId or 'literal'",
  );

const parameters = z
  .record(
    z
      .string()
      .regex(
        /^(?:path|querystring|header)\.[A-Za-z0-9_-]+$/,
        "path.<name>, querystring.<name> or header.<name>",
      ),
    requestExpression,
  )
  .default({});

/** Keys that look like numbers are as good as texts: YAML reads 200 as one. */
const answers = z.record(
  z.string(),
  z.strictObject({
    status: z.union([z.int().min(100).max(599), z.string().regex(/^[1-5]\d\d$/, "a status such as 202")]),
    template: templateName,
    headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/, "a header name"), answerExpression).default({}),
  }),
);

const backend = z.strictObject({
  target: targetName,
  path: z.string().regex(/^\/\S*$/, "a path that begins with /"),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]).optional(),
  parameters,
  request: templateName.optional(),
  responses: answers.optional(),
});

/** `x-gatehouse-integration`, one schema for each kind, with an example. */
export const integrationHints = {
  lambda: { schema: z.strictObject({ lambda: folderName }), example: "{ lambda: users }" },
  mock: { schema: z.strictObject({ mock: templateName }), example: "{ mock: health.vtl }" },
  service: {
    schema: z.strictObject({
      service: z.strictObject({
        action: z.enum(serviceActions),
        target: targetName,
        parameters,
        request: templateName,
        responses: answers,
      }),
    }),
    example: "{ service: { action: sqs:SendMessage, target: orders, request: order.vtl, responses: { … } } }",
  },
  http: {
    schema: z.strictObject({ http: backend }),
    example: "{ http: { target: inventory, path: /stock, responses: { … } } }",
  },
  vpcLink: {
    schema: z.strictObject({ vpcLink: backend }),
    example: "{ vpcLink: { target: erp, path: /orders } }",
  },
} as const;

/** `x-gatehouse-authorizer` of a security scheme. API Gateway keeps an authorizer's answer for at most an hour. */
export const authorizerHint = z.union([
  z.literal("sigv4"),
  z.strictObject({
    lambda: folderName,
    identitySources: z
      .array(
        z
          .string()
          .regex(
            /^(?:method\.request\.(?:header|querystring)\.[A-Za-z0-9_-]+|(?:context|stageVariables)\.[A-Za-z0-9_.]+)$/,
            "a mapping expression such as method.request.header.Authorization",
          ),
      )
      .min(1, "at least one: without identity sources API Gateway could not keep the answer"),
    ttlSeconds: z.int().min(0).max(3600).default(300),
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
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const hint = at.at(-1) ?? "";
  for (const issue of result.error.issues.flatMap(deepest)) {
    const where = issue.path.map(String);
    const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
    const key = [hint, ...where, ...unknown].join(".");
    const close =
      issue.code === "invalid_value" && typeof issue.input === "string"
        ? nearestKey(issue.input, issue.values.map(String))
        : undefined;
    problems.add(
      "GH1205",
      [...at, ...where, ...unknown],
      `${key} is not right: ${issue.message}`,
      close === undefined ? `write it as ${example}` : `did you mean ${close}?`,
    );
  }
  return undefined;
}

type Issue = z.core.$ZodIssue;

/** What is wrong with a value of several forms, said of the form that it nearly has. */
function deepest(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const nearest = [...issue.errors].sort((one, other) => depth(other) - depth(one))[0] ?? [];
  if (depth(nearest) === 0) return [issue];
  return nearest.flatMap((inner) => deepest({ ...inner, path: [...issue.path, ...inner.path] }));
}

const depth = (issues: readonly Issue[]): number =>
  Math.max(0, ...issues.map(({ code, path }) => path.length + (code === "unrecognized_keys" ? 1 : 0)));
