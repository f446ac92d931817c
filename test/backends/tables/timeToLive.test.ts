import assert from "node:assert/strict";
import { DescribeTimeToLiveCommand, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { now, rehearseTables, table } from "./fixture";

describe("tables", () => {
  const dynamo = rehearseTables();

  describe("time to live", () => {
    const expiring = table("sessions", { ttl: { enabled: true, attributeName: "expiry" } });
    const at = (seconds: number): number => now / 1000 + seconds;

    it("takes expired items away by the rehearsal's clock", async () => {
      await dynamo.open(expiring);
      await dynamo.put("sessions", { id: "short", expiry: at(60) });
      await dynamo.put("sessions", { id: "long", expiry: at(3600) });
      await dynamo.put("sessions", { id: "text", expiry: "soon" });
      await dynamo.put("sessions", { id: "ancient", expiry: at(-6 * 365 * 24 * 3600) });
      assert.notEqual(await dynamo.get("sessions", "short"), undefined);
      dynamo.clock.time += 60_000;
      assert.equal(await dynamo.get("sessions", "short"), undefined);
      const { Items } = await dynamo.documents.send(new ScanCommand({ TableName: "sessions" }));
      assert.deepEqual(Items?.map(({ id }) => String(id)).sort(), ["ancient", "long", "text"]);
    });

    it("notices times written by updates and batches", async () => {
      await dynamo.open(expiring);
      await dynamo.documents.send(
        new UpdateCommand({
          TableName: "sessions",
          Key: { id: "updated" },
          UpdateExpression: "SET expiry = :e",
          ExpressionAttributeValues: { ":e": at(10) },
        }),
      );
      await dynamo.documents.send(
        new BatchWriteCommand({
          RequestItems: { sessions: [{ PutRequest: { Item: { id: "batched", expiry: at(10) } } }] },
        }),
      );
      dynamo.clock.time += 11_000;
      assert.equal((await dynamo.documents.send(new ScanCommand({ TableName: "sessions" }))).Count, 0);
    });

    it("is described, and can be turned off", async () => {
      await dynamo.open(expiring, table("users"));
      const describe = async (TableName: string) =>
        (await dynamo.client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
      assert.deepEqual(await describe("sessions"), { TimeToLiveStatus: "ENABLED", AttributeName: "expiry" });
      assert.deepEqual(await describe("users"), { TimeToLiveStatus: "DISABLED" });
      const TimeToLiveSpecification = { Enabled: false, AttributeName: "expiry" };
      await dynamo.client.send(
        new UpdateTimeToLiveCommand({ TableName: "sessions", TimeToLiveSpecification }),
      );
      assert.deepEqual(await describe("sessions"), { TimeToLiveStatus: "DISABLED" });
    });
  });
});
