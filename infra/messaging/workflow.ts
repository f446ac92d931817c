import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../compute";
import { policyDocument, serviceTrust, type Statement } from "../iam";
import { logGroup } from "../observability/logGroup";
import type { StageConfig, Target } from "../stage";
import { bindDefinition, readDefinition } from "./definition";

export interface WorkflowArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /**
   * standard: each state at most once, a year long, history kept by the service.
   * express: at least once, five minutes long, what happened is in the log only.
   */
  readonly type: "standard" | "express";
  /** An Amazon States Language file; `${name}` in it stands for the ARN of a function, `${partition}` for the partition. */
  readonly definitionFile: string;
  /** What the placeholders stand for. */
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly platformKeyArn: pulumi.Input<string>;
}

/** A Step Functions state machine: logged without its data, traced, and allowed to call its own functions only. */
export class Workflow extends pulumi.ComponentResource {
  /** ARN, which is also the `StateMachineArn` dimension of its metrics. */
  readonly arn: pulumi.Output<string>;

  /** @throws WorkflowDefinitionError when the file and the functions do not fit each other */
  constructor(name: string, args: WorkflowArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:messaging:Workflow", name, {}, opts);
    const { config, target } = args;
    const parent = { parent: this };
    const ownName = `${target.prefix}-${name}`;
    const text = readDefinition(args.definitionFile, ["partition", ...Object.keys(args.functions)]);

    const logs = logGroup(
      `${name}-log`,
      { config, name: `/aws/vendedlogs/${target.prefix}/workflow/${name}`, kmsKeyArn: args.platformKeyArn },
      parent,
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        description: `Runs the workflow ${ownName}`,
        assumeRolePolicy: serviceTrust("states.amazonaws.com", target.accountId),
      },
      parent,
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-policy`,
      { role: role.id, policy: policyDocument(workflowStatements(args.functions)) },
      parent,
    );
    const machine = new aws.sfn.StateMachine(
      `${name}-machine`,
      {
        name: ownName,
        type: args.type === "express" ? "EXPRESS" : "STANDARD",
        roleArn: role.arn,
        definition: pulumi
          .all({ ...arnsOf(args.functions), partition: target.partition })
          .apply((values) => bindDefinition(text, values)),
        loggingConfiguration: {
          level: "ALL",
          // What partners send is not for the log.
          includeExecutionData: false,
          logDestination: pulumi.interpolate`${logs.arn}:*`,
        },
        tracingConfiguration: { enabled: true },
      },
      // Step Functions tries the role out when it makes the machine.
      { ...parent, dependsOn: [policy] },
    );
    this.arn = machine.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

const arnsOf = (functions: WorkflowArgs["functions"]): Record<string, pulumi.Output<string>> =>
  Object.fromEntries(Object.entries(functions).map(([name, { aliasArn }]) => [name, aliasArn]));

/** Log delivery and traces have no resources to name (Step Functions guide, "IAM policies for logging" and "X-Ray"). */
const workflowStatements = (functions: WorkflowArgs["functions"]): Statement[] => [
  {
    Sid: "OwnFunctions",
    Effect: "Allow",
    Action: "lambda:InvokeFunction",
    Resource: Object.values(functions).map(({ aliasArn }) => aliasArn),
  },
  {
    Sid: "LogDelivery",
    Effect: "Allow",
    Action: [
      "logs:CreateLogDelivery",
      "logs:GetLogDelivery",
      "logs:UpdateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:ListLogDeliveries",
      "logs:PutResourcePolicy",
      "logs:DescribeResourcePolicies",
      "logs:DescribeLogGroups",
    ],
    Resource: "*",
  },
  {
    Sid: "Traces",
    Effect: "Allow",
    Action: [
      "xray:PutTraceSegments",
      "xray:PutTelemetryRecords",
      "xray:GetSamplingRules",
      "xray:GetSamplingTargets",
    ],
    Resource: "*",
  },
];
