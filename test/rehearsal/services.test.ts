import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { type Functions, createFunctions } from "../../local/backends/functions";
import { type Services, createServices } from "../../local/server/services";
import { arnOf, graphOf, lambda, resource } from "../backends/graphs";

const account = "eu-central-1:123456789012";
const queueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders";
const secretArn = `arn:aws:secretsmanager:${account}:secret:partner-AbCdEf`;

/** A function that calls all services with clients that know nothing of a rehearsal. */
const CALLER = `
const sdk = (name) => require("@aws-sdk/client-" + name);
exports.handler = async () => {
  const { SQSClient, SendMessageCommand } = sdk("sqs");
  await new SQSClient().send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: "hello" }));
  const { KinesisClient, PutRecordCommand } = sdk("kinesis");
  const put = await new KinesisClient().send(
    new PutRecordCommand({ StreamName: "events", PartitionKey: "k", Data: Buffer.from("x") }),
  );
  const { SFNClient, StartSyncExecutionCommand } = sdk("sfn");
  const { output } = await new SFNClient().send(
    new StartSyncExecutionCommand({ stateMachineArn: process.env.MACHINE, input: '{"a":1}' }),
  );
  const { SecretsManagerClient, GetSecretValueCommand } = sdk("secrets-manager");
  const secret = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: "partner" }));
  const { APIGatewayClient, CreateApiKeyCommand } = sdk("api-gateway");
  const key = await new APIGatewayClient().send(new CreateApiKeyCommand({ name: "made", enabled: true }));
  return { shard: put.ShardId, output, secret: secret.SecretString, key: key.value };
};`;

describe("services of a rehearsal", () => {
  let functions: Functions;
  let services: Services;
  let consumed: (event: unknown) => void;

  async function open(...resources: ReturnType<typeof resource>[]): Promise<void> {
    const graph = graphOf(...resources);
    let ids = 0;
    services = await createServices(graph, {
      newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`,
      tablesEndpoint: "http://127.0.0.1:1",
      invoke: async (arn, event) => {
        if (arn.endsWith(":consumer")) consumed(event);
        return functions.invoke(arn, event);
      },
      log: () => undefined,
    });
    functions = createFunctions(graph, {
      programDir: tmpdir(),
      environment: (fn) => ({
        AWS_ACCESS_KEY_ID: "rehearsal",
        AWS_SECRET_ACCESS_KEY: "rehearsal",
        ...services.environment(fn),
      }),
      clock: { now: () => Date.now() },
      log: () => undefined,
    });
    services.start();
  }
  afterEach(async () => {
    await services.close();
    await functions.close();
  });

  it("answer SDK clients in functions, and deliver what these send", async () => {
    const machine = `arn:aws:states:${account}:stateMachine:quotes`;
    const arrived = new Promise<unknown>((resolve) => (consumed = resolve));
    await open(
      resource(
        "aws:sqs/queue:Queue",
        "orders",
        { name: "orders" },
        { url: queueUrl, arn: `arn:aws:sqs:${account}:orders` },
      ),
      resource(
        "aws:kinesis/stream:Stream",
        "events",
        { name: "events", shardCount: 1 },
        { arn: `arn:aws:kinesis:${account}:stream/events` },
      ),
      resource(
        "aws:sfn/stateMachine:StateMachine",
        "quotes",
        {
          name: "quotes",
          type: "EXPRESS",
          definition: '{"StartAt":"S","States":{"S":{"Type":"Pass","OutputPath":"$.a","End":true}}}',
        },
        { arn: machine },
      ),
      resource("aws:secretsmanager/secret:Secret", "partner", { name: "partner" }, { arn: secretArn }),
      resource("aws:secretsmanager/secretVersion:SecretVersion", "version", {
        secretId: secretArn,
        secretString: "s3cret",
      }),
      resource("aws:apigateway/usagePlan:UsagePlan", "gold", { name: "gold" }, { id: "plan1" }),
      resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", {
        eventSourceArn: `arn:aws:sqs:${account}:orders`,
        functionName: arnOf("consumer"),
      }),
      lambda("consumer", "exports.handler = async () => {}"),
      lambda("caller", CALLER, {
        timeout: 30,
        environment: { variables: { QUEUE_URL: queueUrl, MACHINE: machine } },
      }),
    );
    const result = await functions.invoke("caller", {});
    assert(result.ok, JSON.stringify(result));
    const { key, ...rest } = result.payload as Record<string, string>;
    assert.deepEqual(rest, { shard: "shardId-000000000000", output: "1", secret: "s3cret" });
    assert.equal(services.apiKeys.find(key ?? "")?.enabled, true);
    const { Records } = (await arrived) as { Records: { body: string }[] };
    assert.deepEqual(
      Records.map(({ body }) => body),
      ["hello"],
    );
  });

  it("are only those that the graph declares", async () => {
    await open(resource("aws:sqs/queue:Queue", "orders", { name: "orders" }, { url: queueUrl }));
    assert.match(services.endpointOf("sqs") ?? "", /^http:\/\/127\.0\.0\.1:\d+$/);
    for (const service of ["kinesis", "states", "secretsmanager", "apigateway", "constructor"])
      assert.equal(services.endpointOf(service), undefined);
  });
});
