import { type Input, ServiceError, optionalInteger, optionalText, requiredText } from "../protocol";
import type { MachineDeclaration } from "./declaration";
import type { Execution } from "./execution";
import type { Json } from "./json";
import type { Machines } from "./machines";
import { StatesError } from "./statesError";

type Operation = (machines: Machines, input: Input) => object | Promise<object>;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  StartExecution: (machines, input) => {
    const machine = machines.find(requiredText(input, "stateMachineArn"));
    const name = executionName(input);
    const text = inputText(input);
    const value = readInput(text);
    const started = ({ startedAt, parts }: Execution): object => ({
      executionArn: parts.arn,
      startDate: startedAt / 1000,
    });
    const before = name === undefined ? undefined : machines.executions.get(executionArn(machine, name));
    if (before && machine.type === "STANDARD") {
      // The same name and input while it runs is the same execution.
      if (before.status === "RUNNING" && JSON.stringify(before.parts.input) === JSON.stringify(value))
        return started(before);
      throw new ServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${before.parts.arn}'`);
    }
    return started(machines.start(machine, name ?? machines.newName(), value, traceHeader(input)));
  },
  StartSyncExecution: async (machines, input) => {
    const machine = machines.find(requiredText(input, "stateMachineArn"));
    if (machine.type !== "EXPRESS")
      throw new ServiceError(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine",
      );
    const name = executionName(input) ?? machines.newName();
    const execution = machines.start(machine, name, readInput(inputText(input)), traceHeader(input));
    await execution.done;
    const milliseconds = (execution.stoppedAt ?? execution.startedAt) - execution.startedAt;
    return {
      ...describe(execution),
      // Billed in steps of 100 ms and 64 MB. Source: AWS Step Functions pricing.
      billingDetails: {
        billedDurationInMilliseconds: Math.max(100, Math.ceil(milliseconds / 100) * 100),
        billedMemoryUsedInMB: 64,
      },
    };
  },
  DescribeExecution: (machines, input) => {
    const execution = find(machines, input);
    notExpress(execution);
    return { ...describe(execution), redriveCount: 0, redriveStatus: "NOT_REDRIVABLE" };
  },
  GetExecutionHistory: (machines, input) => {
    const execution = find(machines, input);
    notExpress(execution);
    const most = optionalInteger(input, "maxResults", [0, 1_000]) || 100;
    const all =
      input.reverseOrder === true ? [...execution.history.events].reverse() : execution.history.events;
    const first = Number(optionalText(input, "nextToken") ?? 0);
    if (!Number.isInteger(first) || first < 0) throw new ServiceError("InvalidToken", "Invalid Token");
    const next = first + most;
    const events = all
      .slice(first, next)
      .map((event) => (input.includeExecutionData === false ? withoutData(event) : event));
    return { events, ...(next < all.length && { nextToken: String(next) }) };
  },
  StopExecution: (machines, input) => {
    const execution = find(machines, input);
    notExpress(execution);
    execution.stop(optionalText(input, "error"), optionalText(input, "cause"));
    return { stopDate: (execution.stoppedAt ?? 0) / 1000 };
  },
  ListExecutions: (machines, input) => {
    const machine = machines.find(requiredText(input, "stateMachineArn"));
    const wanted = optionalText(input, "statusFilter");
    const found = [...machines.executions.values()].filter(
      ({ parts, status }) => parts.machine.arn === machine.arn && (wanted === undefined || status === wanted),
    );
    return { executions: found.reverse().map(summary) };
  },
  ListStateMachines: (machines) => ({
    stateMachines: machines.all.map(({ arn, name, type, createdAt }) => ({
      stateMachineArn: arn,
      name,
      type,
      creationDate: createdAt / 1000,
    })),
  }),
  DescribeStateMachine: (machines, input) => {
    const machine = machines.find(requiredText(input, "stateMachineArn"));
    return {
      stateMachineArn: machine.arn,
      name: machine.name,
      status: "ACTIVE",
      definition: machine.definitionText,
      roleArn: machine.roleArn,
      type: machine.type,
      creationDate: machine.createdAt / 1000,
    };
  },
  SendTaskSuccess: (machines, input) => {
    machines.tokens.settle(
      requiredText(input, "taskToken"),
      parse(requiredText(input, "output"), "InvalidOutput", "Output"),
    );
    return {};
  },
  SendTaskFailure: (machines, input) => {
    const error = new StatesError(optionalText(input, "error") ?? "", optionalText(input, "cause") ?? "");
    machines.tokens.settle(requiredText(input, "taskToken"), error);
    return {};
  },
  SendTaskHeartbeat: (machines, input) => {
    machines.tokens.beat(requiredText(input, "taskToken"));
    return {};
  },
};

/** Runs an operation of the Step Functions API. @throws ServiceError */
export function runStepFunctions(
  machines: Machines,
  operation: string,
  input: Input,
): object | Promise<object> {
  const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (!run) throw new ServiceError("UnknownOperationException", `${operation} is not rehearsed.`);
  return run(machines, input);
}

const executionArn = (machine: MachineDeclaration, name: string): string =>
  `${machine.arn.replace(":stateMachine:", ":execution:")}:${name}`;

/** Source: StartExecution in the Step Functions API reference, `name`. */
const FORBIDDEN_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

function executionName(input: Input): string | undefined {
  const name = optionalText(input, "name");
  if (name === undefined) return undefined;
  if (name === "" || name.length > 80 || FORBIDDEN_IN_NAMES.test(name))
    throw new ServiceError("InvalidName", `Invalid Name: '${name}'`);
  return name;
}

function inputText(input: Input): string {
  const text = optionalText(input, "input") ?? "{}";
  if (Buffer.byteLength(text) > 262_144)
    throw new ServiceError(
      "InvalidExecutionInput",
      "Invalid State Machine Execution Input: 'Input must be at most 262144 bytes'",
    );
  return text;
}

const readInput = (text: string): Json =>
  parse(text, "InvalidExecutionInput", "State Machine Execution Input");

function parse(text: string, exception: string, what: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new ServiceError(exception, `Invalid ${what}: '${(error as Error).message}'`);
  }
}

const traceHeader = (input: Input): string | undefined => optionalText(input, "traceHeader");

function find(machines: Machines, input: Input): Execution {
  const arn = requiredText(input, "executionArn");
  const execution = machines.executions.get(arn);
  if (!execution) throw new ServiceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
  return execution;
}

/** An express execution leaves logs only. */
function notExpress({ parts }: Execution): void {
  if (parts.machine.type === "EXPRESS")
    throw new ServiceError("InvalidArn", `Invalid Arn: 'Resource type not valid in this context: express'`);
}

const summary = ({ parts, status, startedAt, stoppedAt }: Execution): object => ({
  executionArn: parts.arn,
  stateMachineArn: parts.machine.arn,
  name: parts.name,
  status,
  startDate: startedAt / 1000,
  ...(stoppedAt !== undefined && { stopDate: stoppedAt / 1000 }),
});

function describe(execution: Execution): object {
  const { parts, output, error, cause } = execution;
  return {
    ...summary(execution),
    input: JSON.stringify(parts.input),
    inputDetails: { included: true },
    ...(output !== undefined && { output: JSON.stringify(output), outputDetails: { included: true } }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    ...(parts.traceHeader !== undefined && { traceHeader: parts.traceHeader }),
  };
}

const withoutData = (event: object): object =>
  JSON.parse(
    JSON.stringify(event, (key, value: unknown) =>
      ["input", "output", "parameters"].includes(key) ? undefined : value,
    ),
  ) as object;
