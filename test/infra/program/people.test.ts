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

  const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";

  it("sign in to an app with a code that only the app can redeem: no secret, PKCE, its own scheme, a long session", () => {
    const app = inputsOf(one(graph, CLIENT, "native"));
    assert.equal(app.generateSecret, false);
    assert.deepEqual(app.allowedOauthFlows, ["code"]);
    assert.deepEqual(app.explicitAuthFlows, ["ALLOW_USER_SRP_AUTH"]);
    assert.deepEqual(app.callbackUrls, ["com.example.shop://callback"]);
    for (const client of [app, inputsOf(one(graph, CLIENT, "browser"))])
      assert.deepEqual(client.allowedOauthScopes, [
        "openid",
        "email",
        "storefront/users.read",
        "storefront/products.read",
        "catalog/products.read",
        "catalog/stock.read",
        "live/subscribe",
      ]);
    assert.deepEqual(app.refreshTokenRotation, { feature: "ENABLED", retryGracePeriodSeconds: 10 });
    assert.deepEqual([app.accessTokenValidity, app.idTokenValidity, app.refreshTokenValidity], [60, 60, 30]);
  });

  it("are taken by every API, whichever client they came through, and each client is watched", () => {
    const clients = ofType(graph, CLIENT);
    assert.deepEqual(clients.map(({ name }) => name).sort(), [
      "identity-browser",
      "identity-machine",
      "identity-native",
    ]);
    const ids = clients.map(({ id }) => id).sort();
    const jwt = ofType(graph, "aws:apigatewayv2/authorizer:Authorizer")
      .map((each) => inputsOf(each).jwtConfiguration as { audiences: string[] } | undefined)
      .filter((configuration) => configuration !== undefined);
    assert.deepEqual(
      jwt.map(({ audiences }) => [...audiences].sort()),
      [ids],
    );
    const authorizer = inputsOf(one(graph, "aws:lambda/function:Function", "live-authorizer-function"));
    const { variables } = authorizer.environment as { variables: Record<string, string> };
    assert.deepEqual(variables.CLIENT_IDS?.split(",").sort(), ids);
    const alarms = ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm").map(inputsOf);
    for (const id of ids)
      assert.ok(
        alarms.some(
          ({ dimensions }) => (dimensions as Record<string, unknown> | undefined)?.UserPoolClient === id,
        ),
        id,
      );
    assert.equal(
      outputsOf(one(graph, "pulumi:pulumi:Stack")).nativeClientId,
      one(graph, CLIENT, "native").id,
    );
  });

  it("are in the groups that the stage names, each with what it is for", () => {
    const groups = ofType(graph, "aws:cognito/userGroup:UserGroup").map(inputsOf);
    assert.deepEqual(
      groups.map(({ name, precedence }) => [name, precedence]),
      [
        ["editors", 10],
        ["support", 20],
      ],
    );
    for (const { description, userPoolId, roleArn } of groups) {
      assert.ok(description);
      assert.equal(userPoolId, one(graph, "aws:cognito/userPool:UserPool").id);
      // A role would reach further than the identity pool's one for everybody.
      assert.equal(roleArn, undefined);
    }
  });

  it("have neither app nor groups where the stage names none", async () => {
    const plain = await evaluateStage("dev");
    assert.deepEqual(ofType(plain, "aws:cognito/userGroup:UserGroup"), []);
    assert.deepEqual(
      ofType(plain, CLIENT)
        .map(({ name }) => name)
        .sort(),
      ["identity-browser", "identity-machine"],
    );
    assert.equal(outputsOf(one(plain, "pulumi:pulumi:Stack")).nativeClientId, null);
  });

  it("get credentials from a pool that has none for strangers, for this pool's clients only", () => {
    const pool = inputsOf(one(graph, "aws:cognito/identityPool:IdentityPool"));
    assert.equal(pool.allowUnauthenticatedIdentities, false);
    assert.equal(pool.allowClassicFlow, false);
    const providers = pool.cognitoIdentityProviders as Record<string, unknown>[];
    assert.deepEqual(
      providers.map(({ clientId }) => clientId),
      ["browser", "native"].map((client) => one(graph, CLIENT, client).id),
    );
    for (const provider of providers) assert.equal(provider.serverSideTokenCheck, true);
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
    for (const client of ofType(graph, CLIENT).map(inputsOf)) {
      assert.deepEqual(client.tokenValidityUnits, {
        accessToken: "minutes",
        idToken: "minutes",
        refreshToken: "days",
      });
      const refreshTokenDays = client.name === "gatehouse-prod-native" ? 30 : 1;
      assert.deepEqual([client.accessTokenValidity, client.refreshTokenValidity], [60, refreshTokenDays]);
    }
  });
});
