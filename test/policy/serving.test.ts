import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import type { Policies } from "@pulumi/policy";
import { changeServing, type Answers, type Serving } from "../../policy/host/serving";
import type { server } from "./engineMessages";
import { KEY, alone, ask, whole } from "./engineMessages";

type Served = Readonly<Record<string, unknown>>;
const inside = createRequire(__filename)("@pulumi/policy/server") as {
  serve: (pack: string, version: string, level: string, args: { policies: Policies }) => void;
};

/** What the SDK would serve of a pack; no server is started. */
function served(policies: Policies, change: (serving: Serving) => Answers): Served {
  const { prototype } = grpc.Server;
  const before = { serve: inside.serve, addService: prototype.addService, bindAsync: prototype.bindAsync };
  let handlers: Served = {};
  const noted: typeof prototype.addService = (_, given) => void (handlers = given as unknown as Served);
  try {
    prototype.bindAsync = () => undefined;
    prototype.addService = noted;
    changeServing(change);
    inside.serve("pack", "1.0.0", "mandatory", { policies });
    assert.equal(prototype.addService, noted);
    return handlers;
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
  let handlers: Served;
  const configured = (): undefined => undefined;
  before(() => {
    handlers = served(policies, (serving) => ({
      analyze: serving.analyze(serving.policies.filter(({ name }) => name.startsWith("one"))),
      analyzeStack: serving.analyzeStack(serving.policies.filter(({ name }) => name.startsWith("two"))),
      configure: configured,
    }));
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
    for (const name of ["configureStack", "getAnalyzerInfo", "getPluginInfo", "remediate"])
      assert.equal(typeof handlers[name], "function", name);
  });
});
