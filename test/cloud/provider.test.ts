import assert from "node:assert/strict";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provproto from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { createCloud, type Plain } from "../../local/cloud";
import { startProviders, type Providers } from "../../local/cloud/provider";
import { SECRET_SIGNATURE, SIGNATURE_KEY, UNKNOWN } from "../../local/graph/wire";

const KEY = "urn:pulumi:dev::shop::aws:kms/key:Key::data";
const PARAMETER = "urn:pulumi:dev::shop::my:app:Part$aws:ssm/parameter:Parameter::token";
const secret = (value: unknown): Plain => ({ [SIGNATURE_KEY]: SECRET_SIGNATURE, value });
const struct = (value: Plain): Struct => Struct.fromJavaScript(value as Record<string, string>);
const read = (value: Struct | undefined): Plain => (value?.toJavaScript() ?? {}) as Plain;

type Unary<Request, Response> = (
  request: Request,
  callback: (error: grpc.ServiceError | null, response: Response) => void,
) => unknown;

describe("the simulated cloud as the aws provider", () => {
  let providers: Providers;
  const clients: ResourceProviderClient[] = [];

  before(async () => {
    providers = await startProviders(createCloud());
  });
  after(() => {
    for (const client of clients) client.close();
    providers.close();
  });

  /** A connection of its own, as the engine opens for each provider of a program. */
  async function connect(args: Plain = { region: "eu-west-1" }) {
    const client = new ResourceProviderClient(
      `127.0.0.1:${providers.ports.aws}`,
      grpc.credentials.createInsecure(),
      {
        "grpc.use_local_subchannel_pool": 1,
      },
    );
    clients.push(client);
    const call = <Request, Response>(method: Unary<Request, Response>, request: Request): Promise<Response> =>
      new Promise((resolve, reject) =>
        method.call(client, request, (error, response) => (error ? reject(error) : resolve(response))),
      );
    await call<provproto.ConfigureRequest, provproto.ConfigureResponse>(
      client.configure,
      new provproto.ConfigureRequest().setArgs(struct(args)),
    );
    return {
      check: async (urn: string, news: Plain) => {
        const request = new provproto.CheckRequest().setUrn(urn).setNews(struct(news));
        const response = await call<typeof request, provproto.CheckResponse>(client.check, request);
        return {
          inputs: read(response.getInputs()),
          failures: response.getFailuresList().map((failure) => failure.getProperty()),
        };
      },
      create: async (urn: string, properties: Plain, preview = false) => {
        const request = new provproto.CreateRequest()
          .setUrn(urn)
          .setProperties(struct(properties))
          .setPreview(preview);
        const response = await call<typeof request, provproto.CreateResponse>(client.create, request);
        return { id: response.getId(), outputs: read(response.getProperties()) };
      },
      update: async (urn: string, id: string, news: Plain) => {
        const request = new provproto.UpdateRequest().setUrn(urn).setId(id).setNews(struct(news));
        const response = await call<typeof request, provproto.UpdateResponse>(client.update, request);
        return read(response.getProperties());
      },
      delete: async (urn: string, id: string, outputs: Plain) => {
        const request = new provproto.DeleteRequest().setUrn(urn).setId(id).setProperties(struct(outputs));
        await call<typeof request, unknown>(client.delete, request);
      },
      diff: async (urn: string, olds: Plain, news: Plain) => {
        const request = new provproto.DiffRequest()
          .setUrn(urn)
          .setOldInputs(struct(olds))
          .setNews(struct(news));
        const response = await call<typeof request, provproto.DiffResponse>(client.diff, request);
        const kinds = [...response.getDetaileddiffMap().entries()].map(([path, diff]) => [
          path,
          diff.getKind(),
        ]);
        return {
          changes: response.getChanges(),
          replaces: response.getReplacesList(),
          deleteBeforeReplace: response.getDeletebeforereplace(),
          detailed: Object.fromEntries(kinds) as Record<string, provproto.PropertyDiff.Kind>,
        };
      },
      invoke: async (token: string, args: Plain) => {
        const request = new provproto.InvokeRequest().setTok(token).setArgs(struct(args));
        const response = await call<typeof request, provproto.InvokeResponse>(client.invoke, request);
        return read(response.getReturn());
      },
      read: async (urn: string, id: string, properties: Plain) => {
        const request = new provproto.ReadRequest().setUrn(urn).setId(id).setProperties(struct(properties));
        const response = await call<typeof request, provproto.ReadResponse>(client.read, request);
        return { id: response.getId(), outputs: read(response.getProperties()) };
      },
    };
  }

  it("keeps apart the providers of one program: each has its Region and default tags", async () => {
    const main = await connect();
    const edge = await connect({
      region: "us-east-1",
      defaultTags: JSON.stringify({ tags: { scope: "edge" } }),
    });
    assert.match(String((await main.create(KEY, {})).outputs.arn), /:eu-west-1:/);
    const { outputs } = await edge.create(KEY, {});
    assert.match(String(outputs.arn), /:us-east-1:/);
    assert.deepEqual(outputs.tagsAll, { scope: "edge" });
    assert.equal((await edge.invoke("aws:index/getRegion:getRegion", {})).region, "us-east-1");
  });

  it("gives names in Check, leaves the rest of the inputs alone and keeps secrets wrapped", async () => {
    const aws = await connect();
    const { inputs } = await aws.check(PARAMETER, { type: "SecureString", value: secret("s3cret") });
    assert.deepEqual(inputs, { name: inputs.name, type: "SecureString", value: secret("s3cret") });
    assert.match(String(inputs.name), /^token-[0-9a-f]{7}$/);
  });

  it("refuses in Check what the real provider refuses", async () => {
    const aws = await connect();
    assert.deepEqual((await aws.check(KEY, { deletionWindowInDays: 3 })).failures, ["deletionWindowInDays"]);
  });

  it("hands secrets back as secrets", async () => {
    const aws = await connect();
    const { outputs } = await aws.create(PARAMETER, {
      name: "t",
      type: "SecureString",
      value: secret("s3cret"),
    });
    assert.deepEqual(outputs.value, secret("s3cret"));
    assert.equal(outputs.version, 1);
  });

  it("gives the id among the outputs, as the real provider does: a policy pack is told of no other", async () => {
    const aws = await connect();
    const made = await aws.create(KEY, {});
    assert.notEqual(made.id, "");
    assert.equal(made.outputs.id, made.id);
    assert.equal((await aws.update(KEY, made.id, { description: "data" })).id, made.id);
    assert.equal((await aws.read(KEY, made.id, {})).outputs.id, made.id);
    assert.equal((await aws.create(KEY, {}, true)).outputs.id, UNKNOWN);
  });

  it("refuses to delete what AWS protects, until a deployment has taken the protection off", async () => {
    const aws = await connect();
    for (const [type, property, on, off] of [
      ["aws:cloudwatch/logGroup:LogGroup", "deletionProtectionEnabled", true, false],
      ["aws:cognito/userPool:UserPool", "deletionProtection", "ACTIVE", "INACTIVE"],
      ["aws:dynamodb/table:Table", "deletionProtectionEnabled", true, false],
      ["aws:lb/loadBalancer:LoadBalancer", "enableDeletionProtection", true, false],
    ] as const) {
      const urn = `urn:pulumi:dev::shop::${type}::kept`;
      const { id, outputs } = await aws.create(urn, { [property]: on });
      await assert.rejects(aws.delete(urn, id, outputs), new RegExp(`while ${property} is ${on}`));
      await aws.delete(urn, id, await aws.update(urn, id, { [property]: off }));
    }
  });

  it("leaves unknown at preview what AWS computes, and what follows from an unknown input", async () => {
    const aws = await connect();
    const { id, outputs } = await aws.create(KEY, { description: "data" }, true);
    assert.equal(id, "");
    assert.equal(outputs.arn, UNKNOWN);
    assert.equal(outputs.description, "data");
    const fn = "urn:pulumi:dev::shop::aws:lambda/function:Function::read";
    const preview = await aws.create(fn, { name: UNKNOWN }, true);
    assert.equal((preview.outputs.loggingConfig as Plain).logGroup, UNKNOWN);
  });

  it("tells updates from replacements, and deletes first what has a name of its own", async () => {
    const aws = await connect();
    const { Kind } = provproto.PropertyDiff;
    const { DiffChanges } = provproto.DiffResponse;
    assert.equal(
      (await aws.diff(KEY, { tags: { a: "1" } }, { tags: { a: "1" } })).changes,
      DiffChanges.DIFF_NONE,
    );
    const update = await aws.diff(KEY, { tags: { a: "1" } }, { tags: { a: "2" } });
    assert.deepEqual(update.replaces, []);
    assert.deepEqual(update.detailed, { "tags.a": Kind.UPDATE });
    const role = "urn:pulumi:dev::shop::aws:iam/role:Role::reader";
    const fixed = await aws.diff(role, { name: "r", path: "/" }, { name: "r", path: "/apps/" });
    assert.deepEqual(fixed.replaces, ["path"]);
    assert.equal(fixed.deleteBeforeReplace, true);
    assert.deepEqual(fixed.detailed, { path: Kind.UPDATE_REPLACE });
    const olds = (await aws.check(role, { path: "/" })).inputs;
    const news = (await aws.check(role, { path: "/apps/" })).inputs;
    const named = await aws.diff(role, olds, news);
    assert.deepEqual(named.replaces, ["name", "path"]);
    assert.equal(named.deleteBeforeReplace, false);
  });

  it("finds by id what the program only looks up", async () => {
    const aws = await connect();
    const { id, outputs } = await aws.read(
      "urn:pulumi:dev::shop::aws:iam/role:Role::theirs",
      "their-role",
      {},
    );
    assert.equal(id, "their-role");
    assert.equal(outputs.arn, "arn:aws:iam::123456789012:role/their-role");
  });

  it("answers an unknown data source with an error, and lives on", async () => {
    const aws = await connect();
    await assert.rejects(aws.invoke("aws:nothing/getNothing:getNothing", {}), /no answer for aws:nothing/);
    assert.equal((await aws.create(KEY, {})).outputs.keyUsage, "ENCRYPT_DECRYPT");
  });
});
