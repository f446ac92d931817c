import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../stage";

/** How a table is keyed. Every key attribute is a string. */
export interface TableDesign {
  readonly hashKey: string;
  readonly rangeKey?: string;
  readonly indexes?: Readonly<Record<string, { readonly hashKey: string; readonly rangeKey?: string }>>;
  /** Attribute with the expiry time, in seconds since the epoch. */
  readonly expiresAt?: string;
}

/** What a table follows from. */
export interface DynamoTableArgs {
  readonly config: StageConfig;
  readonly design: TableDesign;
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** A DynamoDB table: paid per request, encrypted with our own key, restorable to any second. */
export function dynamoTable(
  name: string,
  { config, design, kmsKeyArn }: DynamoTableArgs,
  parent: pulumi.Resource,
): aws.dynamodb.Table {
  const { deletionProtection } = config.protection;
  return new aws.dynamodb.Table(
    name,
    {
      ...keysOf(design),
      billingMode: "PAY_PER_REQUEST",
      serverSideEncryption: { enabled: true, kmsKeyArn },
      pointInTimeRecovery: config.data.pointInTimeRecovery
        ? { enabled: true, recoveryPeriodInDays: config.data.recoveryDays }
        : { enabled: false },
      deletionProtectionEnabled: deletionProtection,
    },
    { parent, protect: deletionProtection },
  );
}

/** The part of a table's arguments that follows from its design; only key attributes are declared. */
function keysOf(design: TableDesign) {
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
