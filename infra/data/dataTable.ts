import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../stage";
import { keysOf, type TableDesign } from "./tables";

export interface DataTableArgs {
  readonly config: StageConfig;
  readonly design: TableDesign;
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** One DynamoDB table of an API: paid per request, encrypted with our own key, restorable to any second. */
export class DataTable extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly tableName: pulumi.Output<string>;

  constructor(name: string, args: DataTableArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:data:DataTable", name, {}, opts);
    const { config, design, kmsKeyArn } = args;
    const { deletionProtection } = config.protection;
    const table = new aws.dynamodb.Table(
      `${name}-table`,
      {
        ...keysOf(design),
        billingMode: "PAY_PER_REQUEST",
        serverSideEncryption: { enabled: true, kmsKeyArn },
        pointInTimeRecovery: config.data.pointInTimeRecovery
          ? { enabled: true, recoveryPeriodInDays: config.data.recoveryDays }
          : { enabled: false },
        deletionProtectionEnabled: deletionProtection,
      },
      { parent: this, protect: deletionProtection },
    );
    this.arn = table.arn;
    this.tableName = table.name;
    this.registerOutputs({ tableName: this.tableName });
  }
}
