import assert from "node:assert/strict";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { FunctionResult } from "../../../local/backends/functions";
import { type Queues, createQueues } from "../../../local/backends/queues";
import { type Workflows, createWorkflows } from "../../../local/backends/workflows";
import { arnOf, graphOf, queue, resource } from "../graphs";
import { ManualScheduler, clientOptions, countedIds } from "../manualScheduler";

/** The ARN of the state machine of every test. */
export const machineArn = "arn:aws:states:eu-central-1:123456789012:stateMachine:flow";

const machine = (definition: object, inputs: Record<string, unknown> = {}) =>
  resource(
    "aws:sfn/stateMachine:StateMachine",
    "flow",
    { name: "flow", definition: JSON.stringify(definition), roleArn: "arn:aws:iam::1:role/r", ...inputs },
    { arn: machineArn },
  );

/** A definition of one state. */
export const one = (state: object) => ({ StartAt: "S", States: { S: { End: true, ...state } } });

/** A task that hands its input to a function, and its answer on. */
export const invokeState = (name: string) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: arnOf(name), "Payload.$": "$" },
  OutputPath: "$.Payload",
});

type Lambda = (event: Record<string, unknown>) => unknown;

/** One state machine, the functions that it may invoke, and a queue. */
export class WorkflowRehearsal {
  scheduler!: ManualScheduler;
  workflows!: Workflows;
  queues!: Queues;
  client!: SFNClient;
  /** What each function does, by its name. */
  lambdas!: Record<string, Lambda>;
  /** What was logged. */
  lines!: string[];

  begin(): void {
    this.scheduler = new ManualScheduler();
    this.lambdas = {};
    this.lines = [];
  }

  async open(definition: object, inputs: Record<string, unknown> = {}): Promise<void> {
    const { scheduler } = this;
    const newId = countedIds();
    const graph = graphOf(machine(definition, inputs), queue("orders"));
    this.queues = await createQueues(graph, { scheduler, newId });
    this.workflows = await createWorkflows(graph, {
      scheduler,
      newId,
      endpointOf: (service) => (service === "sqs" ? this.queues.endpoint : undefined),
      log: (_, line) => this.lines.push(line),
      invoke: async (target, event): Promise<FunctionResult> => {
        try {
          const lambda = this.lambdas[target.split(":").pop() ?? ""];
          const payload = await lambda?.(event as Record<string, unknown>);
          return { ok: true, payload, requestId: "r" };
        } catch (error) {
          const { name, message } = error as Error;
          return { ok: false, kind: "function-error", errorType: name, errorMessage: message };
        }
      },
    });
    this.client = new SFNClient({ ...clientOptions(this.workflows.endpoint), disableHostPrefix: true });
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.workflows.close();
    await this.queues.close();
  }

  async start(input: unknown = {}, name?: string): Promise<string | undefined> {
    const { executionArn } = await this.client.send(
      new StartExecutionCommand({ stateMachineArn: machineArn, input: JSON.stringify(input), name }),
    );
    return executionArn;
  }

  describeIt(executionArn: string | undefined) {
    return this.client.send(new DescribeExecutionCommand({ executionArn }));
  }

  /** Runs to the end, moving time as needed: by sixty steps at most. */
  async run(definition: object, input: unknown = {}, stepSeconds = 1) {
    await this.open(definition);
    const arn = await this.start(input);
    for (let step = 0; step < 60; step++) {
      await this.scheduler.advance(stepSeconds * 1_000);
      const { status, output, error, cause } = await this.describeIt(arn);
      if (status !== "RUNNING")
        return {
          status,
          output: output === undefined ? undefined : (JSON.parse(output) as unknown),
          error,
          cause,
        };
    }
    assert.fail("the execution does not end");
  }

  /** What a state machine of one state gives when it succeeds. */
  async outputOf(state: object, input: unknown = {}): Promise<unknown> {
    const { status, output, error, cause } = await this.run(one(state), input);
    assert.equal(status, "SUCCEEDED", `${error}: ${cause}`);
    return output;
  }
}

/** For the tests of the suite that calls this: new before each, closed after each. */
export function rehearseWorkflow(): WorkflowRehearsal {
  const rehearsal = new WorkflowRehearsal();
  beforeEach(() => rehearsal.begin());
  afterEach(() => rehearsal.close());
  return rehearsal;
}
