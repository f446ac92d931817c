import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Contract } from "../contract";
import type { Tables } from "../data";
import type { Network } from "../network";
import type { StageConfig, Target } from "../stage";
import { contractFunctions } from "./contractFunctions";
import type { TableGrant } from "./functionPolicy";
import { functionName, type LambdaFunction } from "./lambdaFunction";

/** What a function of the storefront does to the tables; services/storefront/v1/TABLES.md says the same in prose. */
interface TableDesign {
  readonly table: "users" | "products";
  readonly actions: readonly string[];
  readonly indexes?: TableGrant["indexes"];
}

const designs: Readonly<Record<string, TableDesign>> = {
  users: { table: "users", actions: ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Scan"] },
  products: {
    table: "products",
    actions: ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Scan"],
    indexes: { names: ["byCategory"], actions: ["Query"] },
  },
};

const idempotencyActions = ["GetItem", "PutItem", "UpdateItem", "DeleteItem"];

export interface StorefrontFunctionsArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly contract: Contract;
  readonly tables: Tables;
  readonly network: Network;
  readonly tableKeyArn: pulumi.Input<string>;
  readonly platformKeyArn: pulumi.Input<string>;
  /** Headers of every answer, such as `Deprecation`. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The functions that the storefront's contract names, each with what its design grants. */
export class StorefrontFunctions extends pulumi.ComponentResource {
  /** Function name in the contract → function. */
  readonly functions: Readonly<Record<string, LambdaFunction>>;

  /** @throws Error when the contract names a function that has no design here. */
  constructor(name: string, args: StorefrontFunctionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:compute:StorefrontFunctions", name, {}, opts);
    const { config, contract, target, tables, network } = args;

    const group = new aws.ec2.SecurityGroup(
      `${name}-group`,
      {
        description: `Functions of ${target.prefix}: to DynamoDB and nowhere else`,
        vpcId: network.vpcId,
        tags: { Name: `${target.prefix}-functions` },
      },
      { parent: this },
    );
    const egress = new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-dynamodb`,
      {
        description: "DynamoDB through the gateway endpoint",
        securityGroupId: group.id,
        prefixListId: network.dynamoDbPrefixListId,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      },
      { parent: this },
    );

    this.functions = contractFunctions(
      name,
      {
        config,
        target,
        contract,
        settings: config.storefront.functions,
        platformKeyArn: args.platformKeyArn,
        design: (part, bundle) => {
          const design = designs[part];
          if (!design) throw new UndesignedFunctionError(contract.file, part);
          const table = tables[design.table];
          return {
            environment: {
              TABLE_NAME: table.name,
              IDEMPOTENCY_TABLE_NAME: tables.idempotency.name,
              ALLOWED_ORIGINS: config.storefront.cors.allowOrigins.join(","),
              ...lifecycleVariables(args.headers),
            },
            tables: [
              { tableArn: table.arn, actions: design.actions, indexes: design.indexes },
              {
                tableArn: tables.idempotency.arn,
                actions: idempotencyActions,
                // Rows begin with the function's name (services/shared/idempotency.ts).
                leadingKeyPrefix: `${functionName(target, bundle)}#`,
              },
            ],
            tableKeyArn: args.tableKeyArn,
            vpc: { subnetIds: network.workloadSubnetIds, securityGroupId: group.id },
          };
        },
      },
      { parent: this, dependsOn: [egress] },
    );
    this.registerOutputs();
  }
}

/** `Deprecation` → `DEPRECATION`: each header that the functions know, under its own name in capitals. */
const lifecycleVariables = (headers: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));

/** The contract names a function that nobody has said the rights of. */
class UndesignedFunctionError extends Error {
  readonly code = "GH1121";

  constructor(file: string, name: string) {
    super(
      `${file} names the function "${name}", but infra/compute/storefrontFunctions.ts does not say what it may do. Add a row to \`designs\` there.`,
    );
    this.name = "UndesignedFunctionError";
  }
}
