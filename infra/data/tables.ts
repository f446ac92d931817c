import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../stage";

/** How a table is keyed. Every key attribute of the storefront is a string. */
export interface TableDesign {
  readonly hashKey: string;
  readonly rangeKey?: string;
  readonly indexes?: Readonly<Record<string, { readonly hashKey: string; readonly rangeKey?: string }>>;
  /** Attribute with the expiry time, in seconds since the epoch. */
  readonly expiresAt?: string;
}

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
    const { config, kmsKeyArn } = args;
    const make = (table: string, design: TableDesign) =>
      new aws.dynamodb.Table(
        `${name}-${table}`,
        {
          ...keysOf(design),
          billingMode: "PAY_PER_REQUEST",
          serverSideEncryption: { enabled: true, kmsKeyArn },
          pointInTimeRecovery: config.data.pointInTimeRecovery
            ? { enabled: true, recoveryPeriodInDays: config.data.recoveryDays }
            : { enabled: false },
          deletionProtectionEnabled: config.protection.deletionProtection,
        },
        { parent: this, protect: config.protection.deletionProtection },
      );
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

/** The part of a table's arguments that follows from its design; only key attributes are declared. */
export function keysOf(design: TableDesign) {
  const indexes = Object.entries(design.indexes ?? {});
  const attributes = new Set(
    [design, ...indexes.map(([, index]) => index)].flatMap(({ hashKey, rangeKey }) => [hashKey, rangeKey]),
  );
  return {
    hashKey: design.hashKey,
    rangeKey: design.rangeKey,
    attributes: [...attributes]
      .filter((attribute) => attribute !== undefined)
      .sort()
      .map((attribute) => ({ name: attribute, type: "S" })),
    ...(indexes.length > 0 ? { globalSecondaryIndexes: secondaryIndexes(indexes) } : {}),
    ...(design.expiresAt ? { ttl: { enabled: true, attributeName: design.expiresAt } } : {}),
  };
}

type Index = NonNullable<TableDesign["indexes"]>[string];

const secondaryIndexes = (indexes: readonly (readonly [string, Index])[]) =>
  indexes.map(([name, { hashKey, rangeKey }]) => ({ name, hashKey, rangeKey, projectionType: "ALL" }));
