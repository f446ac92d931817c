import { createRequire } from "node:module";
import type { Policies } from "@pulumi/policy";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { fixtureStack, type Fixture } from "../../policy/model/fixture";
import type { Resource } from "../../policy/model/resource";
import { UNKNOWN, type JsonObject } from "../../policy/model/wire";
import { rules } from "../../policy/rules/index";

interface Handlers {
  readonly makeAnalyzeRpcFun: Serving<proto.AnalyzeRequest, proto.AnalyzeResponse>;
  readonly makeAnalyzeStackRpcFun: Serving<proto.AnalyzeStackRequest, proto.AnalyzeResponse>;
  readonly makeRemediateRpcFun: Serving<proto.AnalyzeRequest, proto.RemediateResponse>;
}
export type Serving<Request, Answer> = (
  pack: string,
  version: string,
  level: string,
  policies: Policies,
) => (
  call: { request: Request },
  callback: (error: Error | null | undefined, answer: Answer) => void,
) => void;

/** What the SDK itself answers the engine with. */
export const server = createRequire(__filename)("@pulumi/policy/server") as Handlers;

/** What a handler answers. */
export const ask = <Request, Answer>(
  serving: Serving<Request, Answer>,
  policies: Policies,
  request: Request,
): Promise<Answer> =>
  new Promise((resolve, reject) =>
    serving(
      "pack",
      "1.0.0",
      "mandatory",
      policies,
    )({ request }, (error, answer) => (error ? reject(error) : resolve(answer))),
  );

/** A resource as the engine sends it. */
export interface Shown {
  readonly type: string;
  readonly urn: string;
  readonly props: JsonObject;
  readonly resource?: Resource;
}

const struct = (props: JsonObject): Struct =>
  Struct.fromJavaScript(JSON.parse(JSON.stringify(props)) as Record<string, JavaScriptValue>);

function options({ resource }: Shown): proto.AnalyzerResourceOptions {
  const message = new proto.AnalyzerResourceOptions();
  message.setProtect(resource?.protect ?? false);
  message.setAdditionalsecretoutputsList([...(resource?.additionalSecretOutputs ?? [])]);
  return message;
}

/** Asks about one resource. */
export function alone(shown: Shown): proto.AnalyzeRequest {
  const request = new proto.AnalyzeRequest();
  request.setType(shown.type);
  request.setUrn(shown.urn);
  request.setProperties(struct(shown.props));
  request.setOptions(options(shown));
  return request;
}

/** Asks about a stack. */
export function whole(all: readonly Shown[]): proto.AnalyzeStackRequest {
  const request = new proto.AnalyzeStackRequest();
  request.setResourcesList(
    all.map((shown) => {
      const message = new proto.AnalyzerResource();
      message.setType(shown.type);
      message.setUrn(shown.urn);
      message.setProperties(struct(shown.props));
      message.setOptions(options(shown));
      message.setDependenciesList([...(shown.resource?.dependencies ?? [])]);
      return message;
    }),
  );
  return request;
}

export const KEY: Shown = {
  type: "aws:kms/key:Key",
  urn: "urn:pulumi:prod::shop::aws:kms/key:Key::orders",
  props: { policy: { Statement: ["one"] }, arn: UNKNOWN },
};

/** The first mistakes of every sixth rule, in one stack. */
export function mistakes(): readonly Shown[] {
  const some = rules.filter((_, index) => index % 6 === 0);
  return some.flatMap((rule) => {
    const [violation] = Object.values(rule.violations);
    const fixture = violation?.change(rule.compliant) ?? rule.compliant;
    const named: Fixture = { ...fixture, stack: "prod" };
    return fixtureStack(named).resources.map((resource) => ({
      type: resource.type,
      urn: `${resource.urn}-of-${rule.id}`,
      props: resource.props.raw as JsonObject,
      resource,
    }));
  });
}
