import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../stage";
import { dynamoTable, type TableDesign } from "./dynamoTable";

/** The storefront's tables, as services/storefront/v1/TABLES.md asks for them. */
const storefrontTables = {
  users: { hashKey: "id" },
  products: { hashKey: "id", indexes: { byCategory: { hashKey: "category", rangeKey: "id" } } },
  idempotency: { hashKey: "id", expiresAt: "expiration" },
} as const satisfies Record<string, TableDesign>;

export interface TablesArgs {
  readonly config: StageConfig;
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** The storefront's DynamoDB tables: paid per request, encrypted with our own key, restorable to any second. */
export class Tables extends pulumi.ComponentResource {
  readonly users: aws.dynamodb.Table;
  readonly products: aws.dynamodb.Table;
  /** Powertools' record of requests already answered; its rows expire. */
  readonly idempotency: aws.dynamodb.Table;

  constructor(name: string, args: TablesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:data:Tables", name, {}, opts);
    const make = (table: string, design: TableDesign) =>
      dynamoTable(`${name}-${table}`, { ...args, design }, this);
    this.users = make("users", storefrontTables.users);
    this.products = make("products", storefrontTables.products);
    this.idempotency = make("idempotency", storefrontTables.idempotency);
    this.registerOutputs({
      users: this.users.name,
      products: this.products.name,
      idempotency: this.idempotency.name,
    });
  }
}
