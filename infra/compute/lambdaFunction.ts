import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, serviceTrust, type Statement } from "../iam";
import { logGroup } from "../observability/logGroup";
import * as subjects from "../observability/subjects";
import type { Subject } from "../observability/subjects";
import type { StageConfig, Target } from "../stage";
import { bundleFile } from "./bundle";
import { functionStatements, type TableGrant } from "./functionPolicy";
import { nodeRuntime } from "./runtimes";

/** How large a function is and how long it may run; a section of the stage's configuration. */
export interface FunctionSettings {
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** @default - the account's pool */
  readonly reservedConcurrency?: number;
  readonly logLevel: "DEBUG" | "INFO" | "WARN" | "ERROR";
}

export interface LambdaFunctionArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** Name of the bundle, and of the function within the stage. */
  readonly bundle: string;
  readonly description: string;
  readonly settings: FunctionSettings;
  /** What the function is told beside what every function is. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** @default - none */
  readonly tables?: readonly TableGrant[];
  /** Key of the tables; needed with `tables`. */
  readonly tableKeyArn?: pulumi.Input<string>;
  /** What else the function may do. @default - nothing */
  readonly statements?: readonly Statement[];
  /** Key of the environment variables and the log group. */
  readonly platformKeyArn: pulumi.Input<string>;
  /** Where the function runs. @default - outside the VPC: it reaches AWS's public endpoints, and nothing private */
  readonly vpc?: {
    readonly subnetIds: pulumi.Output<string[]>;
    readonly securityGroupId: pulumi.Input<string>;
  };
}

/** Physical name of the function that runs a bundle. */
export const functionName = ({ prefix }: Target, bundle: string): string => `${prefix}-${bundle}`;

/** What every function is told: its stage, and how Powertools names and writes what it reports. */
const commonVariables = ({ config, target, bundle, settings }: LambdaFunctionArgs) => ({
  STAGE: config.stage,
  POWERTOOLS_SERVICE_NAME: bundle,
  POWERTOOLS_METRICS_NAMESPACE: target.prefix,
  POWERTOOLS_LOG_LEVEL: settings.logLevel,
});

/**
 * One Lambda function: own role, own log group, traced, and called through an alias, so that what callers may invoke
 * stays the same from version to version.
 */
export class LambdaFunction extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;
  readonly aliasName: pulumi.Output<string>;
  /** ARN of the alias: what event sources, workflows and permissions name. */
  readonly aliasArn: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** What alarms and the dashboard watch. */
  readonly subject: Subject;
  /** For API Gateway integrations; it names the alias. */
  readonly invokeArn: pulumi.Output<string>;

  constructor(name: string, args: LambdaFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:compute:LambdaFunction", name, {}, opts);
    const { config, target, platformKeyArn, settings } = args;
    const ownName = functionName(target, args.bundle);

    const logs = logGroup(
      `${name}-log`,
      { config, name: `/aws/lambda/${ownName}`, kmsKeyArn: platformKeyArn },
      { parent: this },
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      { description: `Runs ${ownName}`, assumeRolePolicy: serviceTrust("lambda.amazonaws.com") },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-policy`,
      {
        role: role.id,
        policy: policyDocument(
          functionStatements({ ...args, logGroupArn: logs.arn, environmentKeyArn: platformKeyArn }),
        ),
      },
      { parent: this },
    );
    const lambda = new aws.lambda.Function(
      `${name}-function`,
      {
        // Chosen, not generated: the role's policy names items and log groups by it.
        name: ownName,
        description: args.description,
        runtime: nodeRuntime.lambda,
        architectures: [nodeRuntime.architecture],
        handler: "index.handler",
        // Relative to the program's folder, so that no machine's path is in the state.
        code: new pulumi.asset.AssetArchive({
          "index.js": new pulumi.asset.FileAsset(`../${bundleFile(args.bundle)}`),
        }),
        role: role.arn,
        memorySize: settings.memoryMegabytes,
        timeout: settings.timeoutSeconds,
        ...(settings.reservedConcurrency === undefined
          ? {}
          : { reservedConcurrentExecutions: settings.reservedConcurrency }),
        environment: { variables: { ...commonVariables(args), ...args.environment } },
        kmsKeyArn: platformKeyArn,
        tracingConfig: { mode: "Active" },
        // Lambda filters by a level of its own, which has to let through what Powertools writes.
        loggingConfig: { logFormat: "JSON", logGroup: logs.name, applicationLogLevel: settings.logLevel },
        ...(args.vpc && {
          vpcConfig: { subnetIds: args.vpc.subnetIds, securityGroupIds: [args.vpc.securityGroupId] },
        }),
        publish: true,
      },
      // Lambda checks the role when it makes the function, and still needs it when it removes the network interfaces.
      { parent: this, dependsOn: [policy] },
    );
    const alias = new aws.lambda.Alias(
      `${name}-live`,
      {
        name: "live",
        description: "The version that the API calls",
        functionName: lambda.name,
        functionVersion: lambda.version,
      },
      { parent: this },
    );

    this.functionName = lambda.name;
    this.aliasName = alias.name;
    this.aliasArn = alias.arn;
    this.roleArn = role.arn;
    this.logGroupName = logs.name;
    this.subject = subjects.lambdaFunction(args.bundle, lambda.name, settings.timeoutSeconds);
    this.invokeArn = alias.invokeArn;
    this.registerOutputs({ functionName: this.functionName, invokeArn: this.invokeArn });
  }
}
