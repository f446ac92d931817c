import * as pulumi from "@pulumi/pulumi";
import { dynamoTable, type DynamoTableArgs } from "./dynamoTable";

/** One table of an API. */
export class DataTable extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly tableName: pulumi.Output<string>;

  constructor(name: string, args: DynamoTableArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:data:DataTable", name, {}, opts);
    const table = dynamoTable(`${name}-table`, args, this);
    this.arn = table.arn;
    this.tableName = table.name;
    this.registerOutputs({ tableName: this.tableName });
  }
}
