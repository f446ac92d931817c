import { block, blocks, count, declared, text, texts } from "../../graph/declared";
import type { Declared } from "../../graph/declared";
import type { Graph } from "../../graph/graph";

type Values = Readonly<Record<string, unknown>>;

/** A DynamoDB table as the program declares it. */
export interface TableDeclaration {
  readonly name: string;
  /** Logical name in the program. */
  readonly logicalName: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  /** The input of CreateTable. */
  readonly createTable: Readonly<Record<string, unknown>>;
  /** Attribute with the expiry time, when time to live is on. */
  readonly ttlAttribute: string | undefined;
  readonly pointInTimeRecovery: boolean;
  readonly deletionProtection: boolean;
  readonly encryptionKeyArn: string | undefined;
  /** What is declared and does nothing in a rehearsal, as `property (reason)`. */
  readonly notRehearsed: readonly string[];
}

/** The DynamoDB tables of a graph. */
export const declaredTables = (graph: Graph): TableDeclaration[] =>
  declared(graph, "aws:dynamodb/table:Table").map(declaration);

function declaration({ resource, values }: Declared): TableDeclaration {
  const name = text(values.name) ?? resource.id ?? resource.name;
  const arn = text(values.arn) ?? `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`;
  const [, , , region, accountId] = arn.split(":");
  const ttl = block(values.ttl);
  const encryption = block(values.serverSideEncryption);
  return {
    name,
    logicalName: resource.name,
    arn,
    accountId: accountId || "000000000000",
    region: region || "us-east-1",
    createTable: createTableInput(name, values),
    ttlAttribute: ttl.enabled === true ? text(ttl.attributeName) : undefined,
    pointInTimeRecovery: block(values.pointInTimeRecovery).enabled === true,
    deletionProtection: values.deletionProtectionEnabled === true,
    encryptionKeyArn: encryption.enabled === true ? text(encryption.kmsKeyArn) : undefined,
    notRehearsed: [
      ...(values.streamEnabled === true ? ["stream (changes are not published)"] : []),
      ...(blocks(values.replicas).length > 0 ? ["replicas (one Region only)"] : []),
      ...(values.importTable === undefined ? [] : ["importTable (the table starts empty)"]),
    ],
  };
}

function createTableInput(name: string, values: Values): Record<string, unknown> {
  const onDemand = values.billingMode === "PAY_PER_REQUEST";
  const throughput = (of: Values): Record<string, unknown> =>
    onDemand
      ? {}
      : {
          ProvisionedThroughput: {
            ReadCapacityUnits: count(of.readCapacity) || 1,
            WriteCapacityUnits: count(of.writeCapacity) || 1,
          },
        };
  const hashKey = text(values.hashKey) ?? "";
  const globalIndexes = blocks(values.globalSecondaryIndexes).map((index) => ({
    ...secondaryIndex(index),
    ...throughput(index),
  }));
  const localIndexes = blocks(values.localSecondaryIndexes).map((index) =>
    secondaryIndex({ ...index, hashKey }),
  );
  return {
    TableName: name,
    AttributeDefinitions: blocks(values.attributes).map((attribute) => ({
      AttributeName: attribute.name,
      AttributeType: attribute.type,
    })),
    KeySchema: keySchema(hashKey, text(values.rangeKey)),
    BillingMode: onDemand ? "PAY_PER_REQUEST" : "PROVISIONED",
    ...throughput(values),
    ...(globalIndexes.length > 0 && { GlobalSecondaryIndexes: globalIndexes }),
    ...(localIndexes.length > 0 && { LocalSecondaryIndexes: localIndexes }),
  };
}

function secondaryIndex(index: Values): Record<string, unknown> {
  const nonKeyAttributes = texts(index.nonKeyAttributes);
  return {
    IndexName: index.name,
    KeySchema: keySchemaOf(index),
    Projection: {
      ProjectionType: index.projectionType,
      ...(nonKeyAttributes.length > 0 && { NonKeyAttributes: nonKeyAttributes }),
    },
  };
}

/** Provider 7 takes an index's keys as `keySchemas` too, in place of `hashKey` and `rangeKey`. */
function keySchemaOf(index: Values): Record<string, unknown>[] {
  const schemas = blocks(index.keySchemas);
  if (schemas.length === 0) return keySchema(text(index.hashKey) ?? "", text(index.rangeKey));
  return schemas.map(({ attributeName, keyType }) => ({ AttributeName: attributeName, KeyType: keyType }));
}

const keySchema = (hashKey: string, rangeKey: string | undefined): Record<string, unknown>[] => [
  { AttributeName: hashKey, KeyType: "HASH" },
  ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: "RANGE" }]),
];
