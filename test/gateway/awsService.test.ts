import assert from "node:assert/strict";

import type { GatewayParts } from "../../local/gateway";
import type { GraphResource } from "../../local/graph/graph";
import { FakeBackend } from "./backend";
import { ACCOUNT, API_ID, operation, rehearse, resource } from "./fixture";
import type { Json } from "./fixture";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`;

function role(statement: Json, trust: Json = {}): GraphResource[] {
  return [
    resource(
      "aws:iam/role:Role",
      "orders",
      "orders",
      {
        name: "orders",
        assumeRolePolicy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "apigateway.amazonaws.com" },
              Action: "sts:AssumeRole",
              ...trust,
            },
          ],
        }),
      },
      { arn: ROLE },
    ),
    resource("aws:iam/rolePolicy:RolePolicy", "orders", "orders:policy", {
      role: "orders",
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] }),
    }),
  ];
}

const sendMessage = role({ Action: "sqs:SendMessage", Resource: QUEUE });
const uri = (rest: string): string => `arn:aws:apigateway:eu-west-1:${rest}`;
const responses: Json = {
  default: { statusCode: "202", responseTemplates: { "application/json": '{"id":"$input.path("$.id")"}' } },
  "4\\d{2}": { statusCode: "400", responseTemplates: { "application/json": '{"message":"refused"}' } },
  "5\\d{2}": { statusCode: "502", responseTemplates: { "application/json": '{"message":"down"}' } },
};
const sqs = (extra: Json = {}): Json => ({
  type: "aws",
  httpMethod: "POST",
  uri: uri(`sqs:path/${ACCOUNT}/orders`),
  credentials: ROLE,
  passthroughBehavior: "never",
  requestParameters: { "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'" },
  requestTemplates: {
    "application/json": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
  },
  responses,
  ...extra,
});

const parts = (backend: FakeBackend): Partial<GatewayParts> => ({
  serviceEndpoints: { endpointOf: () => backend.url },
});
const post = { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"a":"b c"}' };

describe("integration with an AWS service", () => {
  it("sends what the template makes to the queue's path, and maps the answer", () =>
    FakeBackend.with((backend) =>
      rehearse(
        { paths: { "/orders": { post: operation(sqs()) } }, extra: sendMessage },
        async (rehearsal) => {
          backend.reply = { body: '{"id":"m-1"}' };
          const answer = await rehearsal.send("/orders", post);
          assert.deepEqual([answer.status, answer.body], [202, '{"id":"m-1"}']);
          const [received] = backend.received;
          assert.deepEqual(
            [received?.method, received?.url, received?.body],
            ["POST", `/${ACCOUNT}/orders`, "Action=SendMessage&MessageBody=%7B%22a%22%3A%22b+c%22%7D"],
          );
          assert.equal(received?.headers["content-type"], "application/x-www-form-urlencoded");
          assert.equal(received?.headers["user-agent"], `AmazonAPIGateway_${API_ID}`);
          assert.deepEqual(rehearsal.gateway.notices, []);
        },
        parts(backend),
      ),
    ));

  it("gives an action its target and content type", () =>
    FakeBackend.with((backend) =>
      rehearse(
        {
          paths: {
            "/events": {
              put: operation(
                sqs({
                  uri: uri("kinesis:action/PutRecord"),
                  requestParameters: {},
                  requestTemplates: {
                    "application/json":
                      '{"StreamName":"events","Data":"$util.base64Encode($input.body)","PartitionKey":"k"}',
                  },
                }),
              ),
            },
          },
          extra: role({
            Action: "kinesis:Put*",
            Resource: `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/events`,
          }),
        },
        async (rehearsal) => {
          assert.equal((await rehearsal.send("/events", { ...post, method: "PUT" })).status, 202);
          const [received] = backend.received;
          assert.equal(received?.headers["x-amz-target"], "Kinesis_20131202.PutRecord");
          assert.equal(received?.headers["content-type"], "application/x-amz-json-1.1");
          assert.equal(received?.url, "/");
        },
        parts(backend),
      ),
    ));

  it("answers as the service does when the role may not, and sends nothing", () =>
    FakeBackend.with((backend) =>
      rehearse(
        {
          paths: { "/orders": { post: operation(sqs()) } },
          extra: role({ Action: "sqs:SendMessage", Resource: `${QUEUE}-other` }),
        },
        async (rehearsal) => {
          const answer = await rehearsal.send("/orders", post);
          assert.deepEqual([answer.status, answer.body], [400, '{"message":"refused"}']);
          assert.equal(backend.received.length, 0);
          assert.match(
            String(answer.headers["x-gatehouse-trace"]),
            /integration-role=deny\(no policy of orders allows sqs:SendMessage on arn:aws:sqs/,
          );
        },
        parts(backend),
      ),
    ));

  const misconfigured: readonly [string, Json, GraphResource[]][] = [
    ["no role", { credentials: undefined }, sendMessage],
    [
      "a role that API Gateway may not assume",
      {},
      role({ Action: "*", Resource: "*" }, { Principal: { Service: "lambda.amazonaws.com" } }),
    ],
    [
      "a role for another API only",
      {},
      role(
        { Action: "*", Resource: "*" },
        { Condition: { ArnLike: { "aws:SourceArn": `arn:aws:execute-api:*:${ACCOUNT}:other/*` } } },
      ),
    ],
    ["a template that does not parse", { requestTemplates: { "application/json": "#if(" } }, sendMessage],
    ["a selection pattern that is none", { responses: { "(": { statusCode: "200" } } }, sendMessage],
  ];
  for (const [name, extra, resources] of misconfigured)
    it(`answers 500 with ${name}, which the notices name`, () =>
      FakeBackend.with((backend) =>
        rehearse(
          { paths: { "/orders": { post: operation(sqs(extra)) } }, extra: resources },
          async (rehearsal) => {
            assert.equal((await rehearsal.send("/orders", post)).status, 500);
            assert.equal(backend.received.length, 0);
            assert.equal(rehearsal.gateway.notices.length, 1);
          },
          parts(backend),
        ),
      ));

  it("selects the response by the service's status", () =>
    FakeBackend.with((backend) =>
      rehearse(
        { paths: { "/orders": { post: operation(sqs()) } }, extra: sendMessage },
        async (rehearsal) => {
          backend.reply = { status: 503, body: "{}" };
          assert.deepEqual((await rehearsal.send("/orders", post)).status, 502);
        },
        parts(backend),
      ),
    ));

  it("answers 415 to a content type without template", () =>
    FakeBackend.with((backend) =>
      rehearse(
        { paths: { "/orders": { post: operation(sqs()) } }, extra: sendMessage },
        async (rehearsal) => {
          const answer = await rehearsal.send("/orders", {
            ...post,
            headers: { "Content-Type": "text/plain" },
          });
          assert.deepEqual([answer.status, answer.body], [415, '{"message": "Unsupported Media Type"}']);
          assert.equal(backend.received.length, 0);
        },
        parts(backend),
      ),
    ));

  it("answers 504 when the service does not answer in time, or not at all", () =>
    FakeBackend.with(async (backend) => {
      const paths = { "/orders": { post: operation(sqs({ timeoutInMillis: 50 })) } };
      await rehearse(
        { paths, extra: sendMessage },
        async (rehearsal) => {
          backend.reply = "hang";
          const answer = await rehearsal.send("/orders", post);
          assert.deepEqual([answer.status, answer.body], [504, '{"message": "Endpoint request timed out"}']);
        },
        parts(backend),
      );
      await rehearse(
        { paths, extra: sendMessage },
        async (rehearsal) => {
          const answer = await rehearsal.send("/orders", post);
          assert.deepEqual(
            [answer.status, answer.body],
            [504, '{"message": "Network error communicating with endpoint"}'],
          );
        },
        { serviceEndpoints: { endpointOf: () => "http://127.0.0.1:1" } },
      );
    }));

  it("answers 501 for a service that is not served, and names it", () =>
    rehearse({ paths: { "/orders": { post: operation(sqs()) } }, extra: sendMessage }, async (rehearsal) => {
      assert.equal((await rehearsal.send("/orders", post)).status, 501);
      assert.deepEqual(
        rehearsal.gateway.notices.map(({ message }) => message),
        ["The rehearsal does not serve sqs; every call answers 501."],
      );
    }));
});
