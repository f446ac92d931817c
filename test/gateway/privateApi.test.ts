import assert from "node:assert/strict";

import type { GraphResource } from "../../local/graph/graph";
import { ACCOUNT, API_ID, lambda, operation, rehearse, resource } from "./fixture";
import type { ApiOptions, Json } from "./fixture";

const ENDPOINT = "vpce-0a1b2c3d";

const endpoint = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "api", ENDPOINT, {
  vpcId: "vpc-1",
  serviceName: "com.amazonaws.eu-west-1.execute-api",
});

const statement = (Effect: string, Condition?: Json): Json => ({
  Effect,
  Principal: "*",
  Action: "execute-api:Invoke",
  Resource: "execute-api:/*",
  ...(Condition === undefined ? {} : { Condition }),
});

const options = (statements: Json[], extra: GraphResource[] = []): ApiOptions => ({
  paths: { "/reports": { get: operation(lambda()) } },
  api: {
    endpointConfiguration: { types: ["PRIVATE"], vpcEndpointIds: [ENDPOINT] },
    policy: JSON.stringify({ Statement: statements }),
  },
  extra: [endpoint, ...extra],
});
const onlyEndpoint = options([
  statement("Allow"),
  statement("Deny", { StringNotEquals: { "aws:SourceVpce": ENDPOINT } }),
]);
const through = (id: string): { readonly headers: Record<string, string> } => ({
  headers: { "X-Gatehouse-Vpce": id },
});

describe("private API", () => {
  it("is not there for callers from the internet", () =>
    rehearse(onlyEndpoint, async (rehearsal) => {
      const answer = await rehearsal.send("/reports");
      assert.deepEqual([answer.status, answer.body], [403, '{"message":"Forbidden"}']);
      assert.equal(answer.headers["x-amzn-errortype"], "ForbiddenException");
      assert.match(
        rehearsal.gateway.notices.map(({ message }) => message).join(),
        /x-gatehouse-vpce: vpce-0a1b2c3d/,
      );
    }));

  it("answers through the endpoint that the policy allows, by header and by host names", () =>
    rehearse(onlyEndpoint, async (rehearsal) => {
      assert.equal((await rehearsal.send("/reports", through(ENDPOINT))).status, 200);
      const { identity } = rehearsal.events[0]?.requestContext as { identity: Json };
      assert.deepEqual([identity.vpceId, identity.vpcId], [ENDPOINT, "vpc-1"]);
      const { headers } = rehearsal.events[0] as { headers: Json };
      assert.equal(
        Object.keys(headers).some((name) => /gatehouse/i.test(name)),
        false,
      );
      for (const [host, sent] of [
        [`${API_ID}-${ENDPOINT}.execute-api.eu-west-1.amazonaws.com`, {}],
        [`${ENDPOINT}-abc.execute-api.eu-west-1.vpce.amazonaws.com`, { "x-apigw-api-id": API_ID }],
      ] as const)
        assert.equal((await rehearsal.send("/dev/reports", { host, headers: sent })).status, 200);
    }));

  it("refuses another endpoint by its policy", () =>
    rehearse(onlyEndpoint, async (rehearsal) => {
      const answer = await rehearsal.send("/reports", through("vpce-other"));
      assert.equal(answer.status, 403);
      assert.match(answer.body, /User: anonymous .* with an explicit deny/);
    }));

  it("shows callers an endpoint that its policy does not deny", () =>
    rehearse(
      options([
        statement("Allow"),
        statement("Deny", { StringNotEquals: { "aws:SourceVpce": ["vpce-0aaaaaaaaaaaaaaaa", ENDPOINT] } }),
        statement("Deny", { StringEquals: { "aws:SourceVpc": "vpc-1" } }),
      ]),
      async (rehearsal) => {
        assert.equal(rehearsal.gateway.apis[0]?.caller?.vpcEndpoint, "vpce-0aaaaaaaaaaaaaaaa");
      },
    ));

  it("knows the VPC of an endpoint, and no public address", () =>
    rehearse(
      options([
        statement("Allow", { StringEquals: { "aws:SourceVpc": "vpc-1" } }),
        statement("Deny", { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } }),
      ]),
      async (rehearsal) => {
        assert.equal((await rehearsal.send("/reports", through(ENDPOINT))).status, 200);
        assert.equal((await rehearsal.send("/reports", through("vpce-other"))).status, 403);
      },
    ));

  it("says nothing of endpoints to a public API", () =>
    rehearse({ paths: onlyEndpoint.paths }, async (rehearsal) => {
      await rehearsal.send("/reports", through(ENDPOINT));
      const { identity } = rehearsal.events[0]?.requestContext as { identity: Json };
      assert.equal("vpceId" in identity, false);
    }));
});

describe("private custom domain", () => {
  const arn = `arn:aws:apigateway:eu-west-1:${ACCOUNT}:/domainnames/back.example.com+d1`;
  const domain = (condition: Json): GraphResource[] => [
    resource(
      "aws:apigateway/domainName:DomainName",
      "back",
      "back.example.com/d1",
      {
        domainName: "back.example.com",
        endpointConfiguration: { types: ["PRIVATE"] },
        policy: JSON.stringify({ Statement: [{ ...statement("Allow", condition) }] }),
      },
      { arn, domainNameId: "d1" },
    ),
    resource("aws:apigateway/basePathMapping:BasePathMapping", "back", "mapping", {
      domainName: "back.example.com",
      domainNameId: "d1",
      restApi: API_ID,
      stageName: "dev",
    }),
    resource(
      "aws:apigateway/domainNameAccessAssociation:DomainNameAccessAssociation",
      "back",
      "association",
      {
        domainNameArn: arn,
        accessAssociationSource: ENDPOINT,
        accessAssociationSourceType: "VPCE",
      },
    ),
  ];
  const host = "back.example.com";
  const allow = [statement("Allow")];

  it("answers through an associated endpoint that its policy allows", () =>
    rehearse(
      options(allow, domain({ StringEquals: { "aws:SourceVpce": [ENDPOINT] } })),
      async (rehearsal) => {
        assert.equal((await rehearsal.send("/reports", { host, ...through(ENDPOINT) })).status, 200);
        for (const sent of [{}, through("vpce-other")])
          assert.equal((await rehearsal.send("/reports", { host, ...sent })).status, 403);
      },
    ));

  it("refuses an associated endpoint that its policy does not allow", () =>
    rehearse(options(allow, domain({ StringEquals: { "aws:SourceVpce": "vpce-2" } })), async (rehearsal) => {
      assert.equal((await rehearsal.send("/reports", { host, ...through(ENDPOINT) })).status, 403);
    }));
});
