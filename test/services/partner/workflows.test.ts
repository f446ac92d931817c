import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { bindDefinition, readDefinition } from "../../../infra/messaging/definition";
import { arnOf } from "../../backends/graphs";
import { rehearseWorkflow } from "../../backends/workflows/fixture";

const folder = resolve(__dirname, "../../../services/partner/workflows");

/** A workflow as the program declares it, with functions that a test scripts by their names. */
function workflow(name: string, functions: readonly string[]): object {
  const text = readDefinition(join(folder, `${name}.asl.json`), ["partition", ...functions]);
  const arns = Object.fromEntries(functions.map((each) => [each, arnOf(each)]));
  return JSON.parse(bindDefinition(text, { partition: "aws", ...arns })) as object;
}

const steps = ["reserve", "charge", "ship", "refund", "release"] as const;
type Step = (typeof steps)[number];

/** One try more than the retries of a step that does, and of one that undoes. */
const [triesToDo, triesToUndo] = [7, 11];

describe("the fulfilment workflow", () => {
  const flow = rehearseWorkflow();
  let calls: string[];

  /** Scripts the functions: a step fails as often as its error stands there, then succeeds. */
  async function fulfil(failures: Partial<Record<Step, readonly string[]>>) {
    calls = [];
    for (const step of steps) {
      const left = [...(failures[step] ?? [])];
      flow.lambdas[step] = () => {
        calls.push(step);
        const name = left.shift();
        if (name !== undefined) throw Object.assign(new Error("scripted"), { name });
        return step === "ship" ? { shipmentId: "s-1" } : null;
      };
    }
    // A retry waits for five minutes at most; the whole workflow has an hour.
    return flow.run(workflow("fulfilment", steps), { partner: "acme", request: {} }, 60);
  }
  const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

  for (const step of ["reserve", "charge", "ship"] as const)
    it(`tries to ${step} again when it fails for a moment`, async () => {
      const { status, output } = await fulfil({ [step]: ["TemporaryFailure", "Lambda.ServiceException"] });
      assert.equal(status, "SUCCEEDED");
      assert.deepEqual((output as { shipment: unknown }).shipment, { shipmentId: "s-1" });
      const expected = ["reserve", "charge", "ship"].flatMap((each) => times(each === step ? 3 : 1, each));
      assert.deepEqual(calls, expected);
    });

  for (const { why, failures, error, expected } of [
    {
      why: "undoes nothing when nothing could be reserved",
      failures: { reserve: ["OutOfStock"] },
      error: "FulfilmentRefused",
      expected: ["reserve"],
    },
    {
      why: "releases when nobody knows whether it was reserved",
      failures: { reserve: ["Error"] },
      error: "FulfilmentRefused",
      expected: ["reserve", "release"],
    },
    {
      why: "releases when the charge is declined",
      failures: { charge: ["ChargeDeclined"] },
      error: "FulfilmentRefused",
      expected: ["reserve", "charge", "release"],
    },
    {
      why: "refunds and releases when nobody knows whether it was charged",
      failures: { charge: ["Error"] },
      error: "FulfilmentRefused",
      expected: ["reserve", "charge", "refund", "release"],
    },
    {
      why: "refunds and releases when it cannot be shipped, after all tries",
      failures: { ship: times(triesToDo, "TemporaryFailure") },
      error: "FulfilmentRefused",
      expected: ["reserve", "charge", ...times(triesToDo, "ship"), "refund", "release"],
    },
    {
      why: "tries to undo again, whatever the error",
      failures: { ship: ["Error"], refund: ["Error", "TemporaryFailure"], release: ["Error"] },
      error: "FulfilmentRefused",
      expected: ["reserve", "charge", "ship", ...times(3, "refund"), ...times(2, "release")],
    },
    {
      why: "calls for a person when it cannot refund",
      failures: { ship: ["Error"], refund: times(triesToUndo, "Error") },
      error: "FulfilmentNotUndone",
      expected: ["reserve", "charge", "ship", ...times(triesToUndo, "refund")],
    },
    {
      why: "calls for a person when it cannot release",
      failures: { charge: ["ChargeDeclined"], release: times(triesToUndo, "Error") },
      error: "FulfilmentNotUndone",
      expected: ["reserve", "charge", ...times(triesToUndo, "release")],
    },
  ])
    it(why, async () => {
      const ended = await fulfil(failures);
      assert.deepEqual([ended.status, ended.error], ["FAILED", error]);
      assert.deepEqual(calls, expected);
    });
});

describe("the quote workflow", () => {
  const flow = rehearseWorkflow();

  async function quote(...errors: string[]) {
    let calls = 0;
    flow.lambdas.quote = () => {
      const name = errors[calls++];
      if (name !== undefined) throw Object.assign(new Error("scripted"), { name });
      return { total: 900 };
    };
    const { status, output, error } = await flow.run(workflow("quote", ["quote"]), {});
    return { status, output, error, calls };
  }

  it("asks again when Lambda fails for a moment, and hands the quote on", async () => {
    assert.deepEqual(await quote("Lambda.TooManyRequestsException", "Lambda.ServiceException"), {
      status: "SUCCEEDED",
      output: { total: 900 },
      error: undefined,
      calls: 3,
    });
  });

  it("names a product without a price, and asks once", async () => {
    const { error, calls } = await quote("UnknownProduct");
    assert.deepEqual([error, calls], ["UnknownProduct", 1]);
  });

  it("says nothing of any other error", async () => {
    const { error, calls } = await quote("Error");
    assert.deepEqual([error, calls], ["QuoteFailed", 1]);
  });
});
