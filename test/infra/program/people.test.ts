import assert from "node:assert/strict";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, list, ofType, one, outputsOf, statementsOf } from "../evaluateStage";

describe("people who have signed in", () => {
  let graph: Graph;
  before(async () => {
    graph = await evaluateStage("prod");
  });

  const BUCKET = "avatars-bucket";
  const role = () => one(graph, "aws:iam/role:Role", "people-authenticated");

  it("get credentials from a pool that has none for strangers, for this pool's client only", () => {
    const pool = inputsOf(one(graph, "aws:cognito/identityPool:IdentityPool"));
    assert.equal(pool.allowUnauthenticatedIdentities, false);
    assert.equal(pool.allowClassicFlow, false);
    const [provider, ...others] = pool.cognitoIdentityProviders as Record<string, unknown>[];
    assert.deepEqual(others, []);
    assert.equal(provider?.clientId, one(graph, "aws:cognito/userPoolClient:UserPoolClient", "browser").id);
    assert.equal(provider?.serverSideTokenCheck, true);
    const { roles } = inputsOf(
      one(graph, "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment"),
    );
    assert.deepEqual(roles, { authenticated: outputsOf(role()).arn });
  });

  it("take the role from this pool, signed in", () => {
    const [trust, ...more] = statementsOf(role(), "assumeRolePolicy");
    assert.deepEqual(more, []);
    assert.deepEqual(trust?.Condition, {
      StringEquals: {
        "cognito-identity.amazonaws.com:aud": one(graph, "aws:cognito/identityPool:IdentityPool").id,
      },
      "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
    });
  });

  it("may call one signed route of the storefront and write below their own prefix, nothing else", () => {
    const statements = statementsOf(
      one(graph, "aws:iam/rolePolicy:RolePolicy", "people-authenticated-policy"),
    );
    assert.deepEqual(
      statements.flatMap(({ Action }) => list(Action)),
      ["execute-api:Invoke", "s3:PutObject", "kms:GenerateDataKey"],
    );
    const [route, pictures] = statements.map(({ Resource }) => list(Resource));
    const { executionArn } = outputsOf(one(graph, "aws:apigateway/restApi:RestApi", "storefront-v2-api"));
    assert.deepEqual(route, [`${String(executionArn)}/prod/GET/me`]);
    const { arn } = outputsOf(one(graph, "aws:s3/bucket:Bucket", BUCKET));
    assert.deepEqual(pictures, [`${String(arn)}/avatars/\${cognito-identity.amazonaws.com:sub}/*`]);
  });

  it("write to a bucket that nobody else reads: closed, encrypted, versioned, over TLS, logged", () => {
    const ofBucket = (type: string) => {
      const found = ofType(graph, `aws:s3/${type}`)
        .map(inputsOf)
        .filter(({ bucket }) => bucket === one(graph, "aws:s3/bucket:Bucket", BUCKET).id);
      assert.equal(found.length, 1, type);
      return found[0] ?? {};
    };
    const closed = ofBucket("bucketPublicAccessBlock:BucketPublicAccessBlock");
    assert.deepEqual(
      ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].filter(
        (key) => closed[key] !== true,
      ),
      [],
    );
    assert.match(
      JSON.stringify(
        ofBucket("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
      ),
      /"sseAlgorithm":"aws:kms"/,
    );
    assert.match(JSON.stringify(ofBucket("bucketVersioning:BucketVersioning")), /"Enabled"/);
    assert.match(String(ofBucket("bucketPolicy:BucketPolicy").policy), /"aws:SecureTransport":"false"/);
    assert.ok(ofBucket("bucketLogging:BucketLogging").targetBucket);
  });

  it("have tokens as long as the stage says, and are known by no password flow", () => {
    for (const client of ofType(graph, "aws:cognito/userPoolClient:UserPoolClient").map(inputsOf)) {
      assert.deepEqual(client.tokenValidityUnits, {
        accessToken: "minutes",
        idToken: "minutes",
        refreshToken: "days",
      });
      assert.deepEqual([client.accessTokenValidity, client.refreshTokenValidity], [60, 1]);
    }
  });
});
