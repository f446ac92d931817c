import assert from "node:assert/strict";
import { ResourceNotFoundException, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createSecretReader } from "../../services/shared/secretText";

/** A client that asks nobody: a secret's text by version stage. `asked` says for what it was asked. */
function clientOf(versions: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const client = new SecretsManagerClient({ region: "eu-west-1" });
  client.middlewareStack.add(
    () => (args) => {
      const { SecretId = "", VersionStage = "" } = args.input as { SecretId?: string; VersionStage?: string };
      asked.push(`${SecretId} ${VersionStage}`);
      const SecretString = versions[VersionStage];
      return SecretString === undefined
        ? Promise.reject(new ResourceNotFoundException({ message: "no such version", $metadata: {} }))
        : Promise.resolve({ response: {}, output: { SecretString, $metadata: {} } });
    },
    { step: "initialize", name: "answers" },
  );
  return { client, asked };
}

describe("the reader of secrets", () => {
  it("keeps what it read, each version stage by itself: not every request asks Secrets Manager", async () => {
    const { client, asked } = clientOf({ AWSCURRENT: "new", AWSPREVIOUS: "old" });
    const read = createSecretReader(client);
    for (let request = 0; request < 3; request++) {
      assert.equal(await read("front", "AWSCURRENT"), "new");
      assert.equal(await read("front", "AWSPREVIOUS"), "old");
    }
    assert.deepEqual(asked, ["front AWSCURRENT", "front AWSPREVIOUS"]);
  });

  it("knows no previous version of a secret that has never changed, and fails without a current one", async () => {
    const young = createSecretReader(clientOf({ AWSCURRENT: "new" }).client);
    assert.equal(await young("front", "AWSPREVIOUS"), undefined);
    await assert.rejects(createSecretReader(clientOf({}).client)("front", "AWSCURRENT"));
  });
});
