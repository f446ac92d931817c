import type { Graph, GraphResource } from "../../local/graph/graph";
import { ARCHIVE_SIGNATURE, ASSET_SIGNATURE, SIGNATURE_KEY } from "../../local/graph/wire";
import { graphResource } from "../graph/graphResource";

/** A graph of these resources, as an evaluation in known mode gives it. */
export const graphOf = (...resources: GraphResource[]): Graph => ({
  project: "gatehouse",
  stack: "dev",
  mode: "known",
  resources,
});

/** One resource, with everything that a test does not care about left plain. */
export function resource(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  outputs: Record<string, unknown> = {},
): GraphResource {
  return graphResource("gatehouse", type, name, {
    id: String(outputs.id ?? inputs.name ?? name),
    inputs,
    outputs,
  });
}

/** An AssetArchive of texts. */
export const archiveOf = (files: Record<string, string>): Record<string, unknown> => ({
  [SIGNATURE_KEY]: ARCHIVE_SIGNATURE,
  assets: Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, { [SIGNATURE_KEY]: ASSET_SIGNATURE, text }]),
  ),
});

/** A Lambda function whose `index.js` is the given source. */
export function lambda(name: string, source: string, inputs: Record<string, unknown> = {}): GraphResource {
  return resource(
    "aws:lambda/function:Function",
    name,
    {
      name,
      handler: "index.handler",
      runtime: "nodejs22.x",
      code: archiveOf({ "index.js": source }),
      ...inputs,
    },
    { arn: arnOf(name) },
  );
}

/** The ARN that {@link lambda} gives a function. */
export const arnOf = (name: string): string => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;

/** An SQS queue. */
export const queue = (name: string, inputs: Record<string, unknown> = {}): GraphResource =>
  resource("aws:sqs/queue:Queue", name, { name, ...inputs }, { arn: queueArn(name) });

/** The ARN that {@link queue} gives a queue. */
export const queueArn = (name: string): string => `arn:aws:sqs:eu-central-1:123456789012:${name}`;
