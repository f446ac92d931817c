import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import type { Policies } from "@pulumi/policy";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { changeServing, type Answers, type Serving } from "../../policy/host/serving";
import { remediates } from "../../policy/host/unreadRemediation";
import { KEY, alone, ask, server, whole } from "./engineMessages";

type Served = Readonly<Record<string, unknown>>;
type Methods = Readonly<Record<string, { readonly requestDeserialize: (bytes: Buffer) => unknown }>>;
const inside = createRequire(__filename)("@pulumi/policy/server") as {
  serve: (pack: string, version: string, level: string, args: { policies: Policies }) => void;
};

/** What the SDK would serve of a pack; no server is started. */
function served(
  policies: Policies,
  change: (serving: Serving) => Answers,
): { readonly methods: Methods; readonly handlers: Served } {
  const { prototype } = grpc.Server;
  const before = { serve: inside.serve, addService: prototype.addService, bindAsync: prototype.bindAsync };
  let methods: Methods = {};
  let handlers: Served = {};
  const noted: typeof prototype.addService = (service, given) => {
    methods = service as unknown as Methods;
    handlers = given as unknown as Served;
  };
  try {
    prototype.bindAsync = () => undefined;
    prototype.addService = noted;
    changeServing(change);
    inside.serve("pack", "1.0.0", "mandatory", { policies });
    assert.equal(prototype.addService, noted);
    return { methods, handlers };
  } finally {
    inside.serve = before.serve;
    Object.assign(prototype, { addService: before.addService, bindAsync: before.bindAsync });
  }
}

describe("another way to answer the engine", () => {
  const asked: string[] = [];
  const policies: Policies = ["one", "two"].flatMap((name): Policies => [
    { name, description: name, enforcementLevel: "mandatory", validateResource: () => void asked.push(name) },
    {
      name: `${name}-stack`,
      description: name,
      enforcementLevel: "mandatory",
      validateStack: () => void asked.push(`${name}-stack`),
    },
  ]);
  beforeEach(() => (asked.length = 0));

  // The SDK serves one pack in a process.
  let methods: Methods;
  let handlers: Served;
  const configured = (): undefined => undefined;
  before(() => {
    ({ methods, handlers } = served(policies, (serving) => ({
      analyze: serving.analyze(serving.policies.filter(({ name }) => name.startsWith("one"))),
      analyzeStack: serving.analyzeStack(serving.policies.filter(({ name }) => name.startsWith("two"))),
      configure: configured,
    })));
  });

  it("stands in the place of the SDK's, which is there to be asked for some of the policies", async () => {
    const { analyze, analyzeStack } = handlers as unknown as {
      analyze: ReturnType<typeof server.makeAnalyzeRpcFun>;
      analyzeStack: ReturnType<typeof server.makeAnalyzeStackRpcFun>;
    };
    await ask(() => analyze, [], alone(KEY));
    await ask(() => analyzeStack, [], whole([KEY]));
    assert.deepEqual(asked, ["one", "two-stack"]);
  });

  it("leaves all other answers to the SDK", () => {
    assert.equal(handlers.configure, configured);
    for (const name of ["configureStack", "getAnalyzerInfo", "getPluginInfo"])
      assert.equal(typeof handlers[name], "function", name);
  });

  it("answers that it changes no resource without reading it", async () => {
    const { remediate } = handlers as unknown as { remediate: ReturnType<typeof server.makeRemediateRpcFun> };
    const unread = methods.remediate?.requestDeserialize(Buffer.from("not a message"));
    const answer = await ask(() => remediate, [], unread as never);
    assert.deepEqual(
      answer.toObject(),
      (await ask(server.makeRemediateRpcFun, policies, alone(KEY))).toObject(),
    );
    assert.ok(answer instanceof proto.RemediateResponse);
    assert.throws(() => methods.analyze?.requestDeserialize(Buffer.from("not a message")));
  });

  it("leaves remediation to the SDK where a policy changes resources", () => {
    const [policy] = policies;
    assert.ok(policy);
    assert.ok(!remediates(policies));
    assert.ok(
      remediates([...policies, { ...policy, name: "three", remediateResource: () => undefined } as never]),
    );
  });
});
