import assert from "node:assert/strict";
import { APIGatewayClient, GetApiKeysCommand, UpdateApiKeyCommand } from "@aws-sdk/client-api-gateway";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { RotateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Graph } from "../../local/graph";
import { describeState } from "../../services/partner/rotation/lifecycle";
import { evaluateStage, inputsOf, one, outputsOf } from "../infra/evaluateStage";
import { type Asked, changed, eventually, type Served, serveGraph } from "./serveGraph";

const aws = { region: "eu-west-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };

const inventory = (served: Served, headers: Readonly<Record<string, string>>): Promise<Asked> =>
  served.ask(`${served.api("partner-v1").url}/inventory?sku=KETTLE-1`, { headers });

describe("the partner API's limits, rehearsed", function () {
  this.timeout(120_000);
  let graph: Graph;
  before(async () => {
    graph = await evaluateStage("dev");
  });

  async function withPlan(limits: Record<string, unknown>, use: (served: Served) => Promise<void>) {
    const served = await serveGraph(
      changed(graph, "aws:apigateway/usagePlan:UsagePlan", "plans-gold", limits),
    );
    try {
      await use(served);
    } finally {
      await served.close();
    }
  }

  it("answers 429 in API Gateway's words above the plan's rate", () =>
    withPlan({ throttleSettings: { rateLimit: 0.01, burstLimit: 1 } }, async (served) => {
      const headers = await served.caller("partner-v1");
      assert.equal((await inventory(served, headers)).status, 200);
      const over = await inventory(served, headers);
      assert.equal(over.status, 429);
      assert.equal(over.headers["x-amzn-errortype"], "TooManyRequestsException");
      assert.equal(over.json().title, "Too many requests");
    }));

  it("answers 429 above the plan's quota", () =>
    withPlan(
      { quotaSettings: { limit: 2, period: "DAY" }, throttleSettings: { rateLimit: 100, burstLimit: 100 } },
      async (served) => {
        const headers = await served.caller("partner-v1");
        for (const status of [200, 200, 429]) assert.equal((await inventory(served, headers)).status, status);
        const over = await inventory(served, headers);
        assert.equal(over.headers["x-amzn-errortype"], "LimitExceededException");
      },
    ));
});

describe("a partner's key, rehearsed", function () {
  this.timeout(120_000);
  let served: Served;
  let rotator: string;
  let secrets: SecretsManagerClient;

  // For each test anew: the authorizer asks for new credentials at most every ten seconds.
  beforeEach(async () => {
    const graph = await evaluateStage("dev");
    served = await serveGraph(graph);
    rotator = String(
      outputsOf(one(graph, "aws:lambda/function:Function", "partner-keys-rotator-function")).arn,
    );
    secrets = new SecretsManagerClient({
      ...aws,
      endpoint: served.rehearsal.endpointOf("secretsmanager") ?? "",
    });
  });
  afterEach(() => served.close());

  it("rotates: the new one works at once, the old one until its overlap is over", async () => {
    const old = await served.caller("partner-v1");
    assert.equal((await inventory(served, old)).status, 200);
    await secrets.send(new RotateSecretCommand({ SecretId: "gatehouse-dev/partner/acme" }));
    const next = await served.caller("partner-v1");
    assert.notEqual(next["x-api-key"], old["x-api-key"]);
    assert.equal((await inventory(served, next)).status, 200);
    assert.equal((await inventory(served, old)).status, 200);

    // The end of the overlap, brought forward.
    const keys = new APIGatewayClient({ ...aws, endpoint: served.rehearsal.endpointOf("apigateway") ?? "" });
    const { items = [] } = await keys.send(new GetApiKeysCommand({ includeValues: true }));
    const retired = items.find(({ value }) => value === old["x-api-key"]);
    const value = describeState({ kind: "retired", at: Date.now() - 1 });
    await keys.send(
      new UpdateApiKeyCommand({
        apiKey: retired?.id,
        patchOperations: [{ op: "replace", path: "/description", value }],
      }),
    );
    const swept = await served.rehearsal.invoke(rotator, { sweep: true });
    assert.ok(swept.ok, JSON.stringify(swept));
    assert.equal((await inventory(served, next)).status, 200);
    const refused = await inventory(served, old);
    assert.equal(refused.status, 403);
    assert.match(refused.trace, /api-key=deny/);
  });

  it("is revoked at once in an emergency, and replaced", async () => {
    const leaked = await served.caller("partner-v1");
    const revoked = await served.rehearsal.invoke(rotator, { revoke: "acme" });
    assert.ok(revoked.ok, JSON.stringify(revoked));
    assert.equal((await inventory(served, leaked)).status, 403);
    const next = await eventually("the new key", async () => {
      const caller = await served.caller("partner-v1");
      return caller["x-api-key"] !== leaked["x-api-key"] && caller;
    });
    assert.equal((await inventory(served, next)).status, 200);
  });
});

/** Receives from a declared queue, named by how its resource's name ends. */
async function receive(served: Served, graph: Graph, nameEnd: string): Promise<string | undefined> {
  const sqs = new SQSClient({ ...aws, endpoint: served.rehearsal.endpointOf("sqs") ?? "" });
  const QueueName = String(inputsOf(one(graph, "aws:sqs/queue:Queue", nameEnd)).name);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.Body;
}

describe("a count from the future, rehearsed", function () {
  this.timeout(120_000);

  it("ends in the failure queue, and the next honest count stands", async () => {
    const graph = changed(
      await evaluateStage("dev"),
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      "partner-events-consumer-mapping",
      { maximumRetryAttempts: 0 },
    );
    const served = await serveGraph(graph);
    try {
      const headers = await served.caller("partner-v1");
      const count = (quantity: number, occurredAt: string): Promise<Asked> =>
        served.ask(`${served.api("partner-v1").url}/events`, {
          method: "PUT",
          headers,
          body: { type: "stock.counted", sku: "POT-1", quantity, occurredAt },
        });
      const never = await count(1, "2026-99-99T99:99:99Z");
      assert.equal(never.status, 400);
      assert.match(never.trace, /body=deny/);
      // A pattern cannot tell that this one has not come yet.
      assert.equal((await count(2, "9999-12-31T23:59:59Z")).status, 202);
      assert.equal((await count(3, "2020-01-01T10:00:00Z")).status, 202);

      const failure = await eventually("the failure", () =>
        receive(served, graph, "partner-events-failures-dlq"),
      );
      assert.match(failure, /"condition":"RetryAttemptsExhausted"/);
      const rows = DynamoDBDocumentClient.from(
        new DynamoDBClient({ ...aws, endpoint: served.rehearsal.endpointOf("dynamodb") ?? "" }),
      );
      const TableName = String(
        outputsOf(one(graph, "aws:dynamodb/table:Table", "partner-data-table")).name ?? "",
      );
      const stock = await eventually(
        "the count",
        async () => (await rows.send(new GetCommand({ TableName, Key: { id: "stock#acme#POT-1" } }))).Item,
      );
      assert.equal(stock.available, 3);
    } finally {
      await served.close();
    }
  });
});

describe("an order that nobody can read, rehearsed", function () {
  this.timeout(120_000);

  it("ends in the dead-letter queue, and holds nobody up", async () => {
    const type = "aws:sqs/queue:Queue";
    // Not six times the function's timeout: each failure comes back at once.
    const graph = changed(await evaluateStage("dev"), type, "partner-orders-queue", {
      visibilityTimeoutSeconds: 0,
    });
    const served = await serveGraph(graph);
    try {
      const sqs = new SQSClient({ ...aws, endpoint: served.rehearsal.endpointOf("sqs") ?? "" });
      const QueueName = String(inputsOf(one(graph, type, "partner-orders-queue")).name);
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "not an order" }));
      const dead = await eventually("the message in the dead-letter queue", () =>
        receive(served, graph, "partner-orders-dlq"),
      );
      assert.equal(dead, "not an order");
    } finally {
      await served.close();
    }
  });
});
