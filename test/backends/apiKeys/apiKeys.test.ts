import assert from "node:assert/strict";
import {
  APIGatewayClient,
  BadRequestException,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetUsagePlanKeysCommand,
  NotFoundException,
  UpdateApiKeyCommand,
} from "@aws-sdk/client-api-gateway";
import { type ApiKeys, createApiKeys } from "../../../local/backends/apiKeys";
import { graphOf, resource } from "../graphs";
import { ManualScheduler, clientOptions, countedIds } from "../manualScheduler";

const key = (name = "partner", value = "declared-value-0123456789") =>
  resource("aws:apigateway/apiKey:ApiKey", name, { name, value }, { id: `id-${name}` });
const plan = () => resource("aws:apigateway/usagePlan:UsagePlan", "gold", { name: "gold" }, { id: "plan1" });
const membership = () =>
  resource("aws:apigateway/usagePlanKey:UsagePlanKey", "member", {
    keyId: "id-partner",
    keyType: "API_KEY",
    usagePlanId: "plan1",
  });

describe("API keys", () => {
  let keys: ApiKeys;
  let client: APIGatewayClient;

  beforeEach(async () => {
    keys = await createApiKeys(graphOf(key(), plan(), membership()), {
      scheduler: new ManualScheduler(),
      newId: countedIds(),
    });
    client = new APIGatewayClient(clientOptions(keys.endpoint));
  });
  afterEach(async () => {
    client.destroy();
    await keys.close();
  });

  it("are found by value, with their plans", () => {
    assert.deepEqual(keys.find("declared-value-0123456789"), {
      id: "id-partner",
      value: "declared-value-0123456789",
      enabled: true,
      usagePlanIds: ["plan1"],
    });
    assert.equal(keys.find("other"), undefined);
  });

  it("come and go as a rotation function makes them", async () => {
    const made = await client.send(new CreateApiKeyCommand({ name: "partner-2", enabled: true }));
    const value = made.value ?? "";
    assert.equal(value.length, 40);
    assert.deepEqual(keys.find(value)?.usagePlanIds, []);
    const member = { usagePlanId: "plan1", keyId: made.id };
    await client.send(new CreateUsagePlanKeyCommand({ ...member, keyType: "API_KEY" }));
    assert.deepEqual(keys.find(value)?.usagePlanIds, ["plan1"]);
    const { items } = await client.send(new GetUsagePlanKeysCommand({ usagePlanId: "plan1" }));
    assert.deepEqual(
      items?.map(({ name }) => name),
      ["partner", "partner-2"],
    );
    await client.send(
      new UpdateApiKeyCommand({
        apiKey: made.id,
        patchOperations: [{ op: "replace", path: "/enabled", value: "false" }],
      }),
    );
    assert.equal(keys.find(value)?.enabled, false);
    await client.send(new DeleteUsagePlanKeyCommand(member));
    await client.send(new DeleteApiKeyCommand({ apiKey: made.id }));
    assert.equal(keys.find(value), undefined);
    await assert.rejects(client.send(new GetApiKeyCommand({ apiKey: made.id })), NotFoundException);
  });

  it("show their value only when it is asked for", async () => {
    const apiKey = "id-partner";
    assert.equal((await client.send(new GetApiKeyCommand({ apiKey }))).value, undefined);
    const { value, createdDate } = await client.send(new GetApiKeyCommand({ apiKey, includeValue: true }));
    assert.equal(value, "declared-value-0123456789");
    assert.equal(createdDate?.getUTCFullYear(), 2026);
    const { items } = await client.send(new GetApiKeysCommand({ nameQuery: "part", includeValues: true }));
    assert.equal(items?.[0]?.value, value);
  });

  it("come in pages", async () => {
    for (let index = 0; index < 3; index++) await client.send(new CreateApiKeyCommand({ name: `k${index}` }));
    const first = await client.send(new GetApiKeysCommand({ limit: 3 }));
    const second = await client.send(new GetApiKeysCommand({ limit: 3, position: first.position }));
    assert.deepEqual([first.items?.length, second.items?.length, second.position], [3, 1, undefined]);
  });

  it("are refused as by API Gateway", async () => {
    await assert.rejects(
      client.send(new CreateApiKeyCommand({ value: "declared-value-0123456789" })),
      ConflictException,
    );
    await assert.rejects(client.send(new CreateApiKeyCommand({ value: "short" })), BadRequestException);
    const again = { usagePlanId: "plan1", keyId: "id-partner", keyType: "API_KEY" };
    await assert.rejects(client.send(new CreateUsagePlanKeyCommand(again)), ConflictException);
    await assert.rejects(
      client.send(new CreateUsagePlanKeyCommand({ ...again, usagePlanId: "none" })),
      NotFoundException,
    );
    await assert.rejects(
      client.send(
        new UpdateApiKeyCommand({
          apiKey: "id-partner",
          patchOperations: [{ op: "add", path: "/x", value: "" }],
        }),
      ),
      BadRequestException,
    );
  });

  it("that were made at run time stay when the program changes", async () => {
    const { value = "" } = await client.send(new CreateApiKeyCommand({ name: "rotated", enabled: true }));
    keys.reload(graphOf(key("another", "another-value-0123456789"), plan()));
    assert.equal(keys.find(value)?.enabled, true);
    assert.equal(keys.find("declared-value-0123456789"), undefined);
    assert.equal(keys.find("another-value-0123456789")?.id, "id-another");
  });
});
