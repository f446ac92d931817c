import type { Resource, ServiceTable } from "../model";
import { arn, input, joined } from "../model";

const tableArn = (resource: Resource, name: string): string => arn(resource, "dynamodb", `table/${name}`);

/** The stream's label: its creation time in milliseconds, as DynamoDB prints it. */
const streamLabel = (resource: Resource): string => new Date(resource.now).toISOString().replace("Z", "");

/** DynamoDB tables. */
export const dynamodb: ServiceTable = {
  "aws:dynamodb/table:Table": {
    id: joined("", "name"),
    autoname: { property: "name" },
    taggable: true,
    deletionProtection: { property: "deletionProtectionEnabled", on: true },
    defaults: (table) => ({
      billingMode: "PROVISIONED",
      deletionProtectionEnabled: false,
      pointInTimeRecovery: { enabled: false, recoveryPeriodInDays: 0 },
      streamEnabled: false,
      streamViewType: "",
      tableClass: "STANDARD",
      ttl: { attributeName: "", enabled: false },
      ...(table.inputs.billingMode === "PAY_PER_REQUEST" ? { readCapacity: 0, writeCapacity: 0 } : {}),
    }),
    computed: (table) => {
      const streaming = table.inputs.streamEnabled === true;
      const label = streaming ? streamLabel(table) : "";
      return {
        arn: tableArn(table, table.id),
        streamArn: streaming ? `${tableArn(table, table.id)}/stream/${label}` : "",
        streamLabel: label,
      };
    },
    replaceOnChange: [
      "hashKey",
      "importTable",
      "localSecondaryIndexes",
      "name",
      "rangeKey",
      "restoreBackupArn",
      "restoreDateTime",
      "restoreSourceName",
      "restoreSourceTableArn",
      "restoreToLatestTime",
    ],
  },
  "aws:dynamodb/tableItem:TableItem": {
    id: (item) => [input(item, "tableName"), input(item, "hashKey"), input(item, "item")].join("|"),
    computed: (item) => ({ hashKeyValue: "", rangeKeyValue: "", ...keyValues(item) }),
    replaceOnChange: ["hashKey", "rangeKey", "tableName"],
  },
  "aws:dynamodb/resourcePolicy:ResourcePolicy": {
    id: joined("", "resourceArn"),
    defaults: { confirmRemoveSelfResourceAccess: false },
    computed: (policy) => ({ revisionId: String(policy.now) }),
    replaceOnChange: ["resourceArn"],
  },
  "aws:dynamodb/contributorInsights:ContributorInsights": {
    id: (insights) =>
      `name:${input(insights, "tableName")}/index:${input(insights, "indexName")}/${insights.accountId}`,
    defaults: { mode: "ACCESSED_AND_THROTTLED_KEYS" },
    replaceOnChange: ["indexName", "tableName"],
  },
  "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination": {
    id: joined(",", "tableName", "streamArn"),
    defaults: { approximateCreationDateTimePrecision: "MILLISECOND" },
    replaceOnChange: ["streamArn", "tableName"],
  },
  "aws:dynamodb/tableReplica:TableReplica": {
    id: (replica) => `${input(replica, "globalTableArn").split("/").pop()}:${replica.region}`,
    taggable: true,
    computed: (replica) => ({
      arn: tableArn(replica, String(input(replica, "globalTableArn").split("/").pop())),
    }),
    replaceOnChange: ["globalTableArn", "kmsKeyArn", "tableClassOverride"],
  },
  "aws:dynamodb/tag:Tag": {
    id: joined(",", "resourceArn", "key"),
    replaceOnChange: ["key", "resourceArn"],
  },
};

/** The item's key values as text, when its JSON can be read. */
function keyValues(item: Resource): Record<string, string> {
  try {
    const attributes = JSON.parse(input(item, "item", "{}")) as Record<string, Record<string, unknown>>;
    const value = (key: string): string => String(Object.values(attributes[key] ?? {})[0] ?? "");
    return { hashKeyValue: value(input(item, "hashKey")), rangeKeyValue: value(input(item, "rangeKey")) };
  } catch {
    return {};
  }
}
