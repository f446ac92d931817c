import assert from "node:assert/strict";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { FunctionResult } from "../../../local/backends/functions";
import {
  ROTATION_STEPS,
  type RotationResult,
  type Secrets,
  createSecrets,
} from "../../../local/backends/secrets";
import { arnOf, graphOf, resource } from "../graphs";
import { ManualScheduler, clientOptions, countedIds, settled } from "../manualScheduler";

const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:partner-AbCdEf";
const secret = () =>
  resource("aws:secretsmanager/secret:Secret", "partner", { name: "partner" }, { arn: secretArn });
const version = (secretString: string, versionId = "first") =>
  resource("aws:secretsmanager/secretVersion:SecretVersion", `version-${versionId}`, {
    secretId: secretArn,
    secretString,
    versionId,
  });
const rotation = (inputs: Record<string, unknown> = {}) =>
  resource("aws:secretsmanager/secretRotation:SecretRotation", "rotation", {
    secretId: secretArn,
    rotationLambdaArn: arnOf("rotate"),
    rotationRules: { automaticallyAfterDays: 30 },
    ...inputs,
  });

interface Event {
  readonly Step: (typeof ROTATION_STEPS)[number];
  readonly SecretId: string;
  readonly ClientRequestToken: string;
}

describe("secrets", () => {
  let scheduler: ManualScheduler;
  let secrets: Secrets;
  let client: SecretsManagerClient;
  let steps: string[];
  let outcomes: RotationResult[];
  let failing: string | undefined;
  let broken: Error | undefined;

  async function open(...resources: ReturnType<typeof secret>[]): Promise<void> {
    scheduler = new ManualScheduler();
    [steps, outcomes, failing, broken] = [[], [], undefined, undefined];
    secrets = await createSecrets(graphOf(...resources), {
      scheduler,
      newId: countedIds(),
      onRotation: (_, result) => outcomes.push(result),
      invoke: async (target, event): Promise<FunctionResult> => {
        assert.equal(target, arnOf("rotate"));
        if (broken) throw broken;
        const { Step } = event as Event;
        steps.push(Step);
        if (Step === failing)
          return { ok: false, kind: "function-error", errorType: "Error", errorMessage: "no" };
        await rotationFunction(event as Event);
        return { ok: true, payload: null, requestId: "r" };
      },
    });
    client = new SecretsManagerClient(clientOptions(secrets.endpoint));
  }
  afterEach(async () => {
    client.destroy();
    await secrets.close();
  });

  /** The usual rotation function, of the two steps that concern the secret. */
  async function rotationFunction({ Step, SecretId, ClientRequestToken: token }: Event): Promise<void> {
    if (Step === "createSecret") {
      await assert.rejects(
        client.send(new GetSecretValueCommand({ SecretId, VersionId: token, VersionStage: "AWSPENDING" })),
        ResourceNotFoundException,
      );
      await put(`value of ${token}`, { ClientRequestToken: token, VersionStages: ["AWSPENDING"] });
    }
    if (Step === "finishSecret") {
      const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
      const [current] =
        Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes("AWSCURRENT")) ?? [];
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: "AWSCURRENT",
          MoveToVersionId: token,
          RemoveFromVersionId: current,
        }),
      );
    }
  }
  const put = (SecretString: string, more: { ClientRequestToken?: string; VersionStages?: string[] } = {}) =>
    client.send(new PutSecretValueCommand({ SecretId: "partner", SecretString, ...more }));
  const value = async (VersionStage?: string, SecretId = "partner") =>
    (await client.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;

  it("have the declared value, by name, by ARN and by ARN without its end", async () => {
    await open(secret(), version("declared"));
    for (const id of ["partner", secretArn, secretArn.replace(/-AbCdEf$/, "")])
      assert.equal(await value(undefined, id), "declared");
  });

  it("have no value until something puts one", async () => {
    await open(secret());
    await assert.rejects(value(), ResourceNotFoundException);
    await put("first");
    assert.equal(await value(), "first");
    await assert.rejects(value(undefined, "other"), ResourceNotFoundException);
  });

  it("keep the previous value when a new one is put", async () => {
    await open(secret(), version("old"));
    await put("new");
    assert.deepEqual([await value(), await value("AWSPREVIOUS")], ["new", "old"]);
  });

  it("take a version twice, but not with two values", async () => {
    await open(secret());
    const ClientRequestToken = "t".repeat(32);
    const first = await put("same", { ClientRequestToken });
    assert.equal((await put("same", { ClientRequestToken })).VersionId, first.VersionId);
    await assert.rejects(put("other", { ClientRequestToken }), ResourceExistsException);
  });

  it("never lose AWSCURRENT", async () => {
    await open(secret(), version("old"));
    const move = { SecretId: "partner", VersionStage: "AWSCURRENT" };
    await assert.rejects(
      client.send(new UpdateSecretVersionStageCommand({ ...move, RemoveFromVersionId: "first" })),
      { name: "InvalidParameterException" },
    );
    const { VersionId } = await put("pending", { VersionStages: ["AWSPENDING"] });
    await assert.rejects(
      client.send(new UpdateSecretVersionStageCommand({ ...move, MoveToVersionId: VersionId })),
      /RemoveFromVersionId/,
    );
    assert.equal(await value(), "old");
  });

  it("rotate through the four steps at start and then on schedule", async () => {
    await open(secret(), version("old"), rotation());
    await secrets.start();
    assert.deepEqual(steps, ROTATION_STEPS);
    const token = outcomes[0]?.token;
    assert.deepEqual([await value(), await value("AWSPREVIOUS")], [`value of ${token}`, "old"]);
    void scheduler.advance(30 * 86_400_000);
    while (outcomes.length < 2) await settled();
    assert.equal(await value("AWSPREVIOUS"), `value of ${token}`);
  });

  it("stop a rotation at the step that fails, and refuse another until it goes on", async () => {
    await open(secret(), version("old"), rotation({ rotateImmediately: false }));
    await secrets.start();
    failing = "testSecret";
    const ClientRequestToken = "r".repeat(32);
    await client.send(new RotateSecretCommand({ SecretId: "partner", ClientRequestToken }));
    while (outcomes.length < 1) await settled();
    assert.deepEqual([outcomes[0]?.failedStep, await value()], ["testSecret", "old"]);
    await assert.rejects(
      client.send(new RotateSecretCommand({ SecretId: "partner", ClientRequestToken: "s".repeat(32) })),
      InvalidRequestException,
    );
  });

  it("tell of a rotation whose function could not be asked, and rotate when asked again", async () => {
    await open(secret(), version("old"), rotation({ rotateImmediately: false }));
    await secrets.start();
    broken = new Error("the rehearsal has ended");
    const again = new RotateSecretCommand({ SecretId: "partner", ClientRequestToken: "r".repeat(32) });
    await client.send(again);
    while (outcomes.length < 1) await settled();
    assert.deepEqual(outcomes, [{ token: "r".repeat(32), failedStep: "start", reason: broken.message }]);
    broken = undefined;
    await client.send(again);
    while (outcomes.length < 2) await settled();
    assert.deepEqual(outcomes[1], { token: "r".repeat(32) });
  });

  it("keep their versions when the program changes", async () => {
    await open(secret(), version("old"));
    await put("at run time");
    secrets.reload(graphOf(secret(), version("old")));
    assert.equal(await value(), "at run time");
    secrets.reload(graphOf(secret(), version("changed", "second")));
    assert.equal(await value(), "changed");
  });
});
