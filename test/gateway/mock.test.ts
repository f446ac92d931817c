import assert from "node:assert/strict";

import type { Json } from "./fixture";
import { mock, operation, rehearse } from "./fixture";

const templates = (source: string): Json => ({ requestTemplates: { "application/json": source } });

describe("MOCK integration", () => {
  it("answers with the response that the request template's status selects", () =>
    rehearse(
      {
        paths: {
          "/pick": {
            get: operation({
              type: "MOCK",
              ...templates(
                `#if($input.params('fail') == 'yes'){"statusCode": 503}#else{"statusCode": 200}#end`,
              ),
              responses: {
                "5\\d{2}": { statusCode: "503", responseTemplates: { "application/json": "down" } },
                default: { statusCode: "200", responseTemplates: { "application/json": "up" } },
              },
            }),
          },
        },
      },
      async (rehearsal) => {
        const up = await rehearsal.send("/pick");
        assert.deepEqual([up.status, up.body, up.headers["content-type"]], [200, "up", "application/json"]);
        const down = await rehearsal.send("/pick?fail=yes");
        assert.deepEqual([down.status, down.body], [503, "down"]);
      },
    ));

  it("sends a header once when two mappings differ in case only", () =>
    rehearse(
      {
        paths: {
          "/x": {
            get: operation({
              type: "MOCK",
              ...templates('{"statusCode": 200}'),
              responses: {
                default: {
                  statusCode: "200",
                  responseParameters: {
                    "method.response.header.X-Name": "'first'",
                    "method.response.header.Other": "'other'",
                    "method.response.header.x-name": "'last'",
                  },
                },
              },
            }),
          },
        },
      },
      async (rehearsal) => {
        const { headers } = await rehearsal.send("/x");
        assert.deepEqual([headers["x-name"], headers.other], ["last", "other"]);
      },
    ));

  it("maps headers and obeys overrides of the response template", () =>
    rehearse(
      {
        paths: {
          "/x": {
            options: operation(
              mock("", {
                responses: {
                  default: {
                    statusCode: "204",
                    responseParameters: {
                      "method.response.header.Access-Control-Allow-Origin": "'https://shop.example.com'",
                      "method.response.header.X-Request": "context.requestId",
                      "method.response.header.X-Stage": "stageVariables.colour",
                    },
                  },
                },
              }),
            ),
            get: operation(
              mock(
                '#set($context.responseOverride.status = 418)#set($context.responseOverride.header.X-Tea = "green")short',
              ),
            ),
          },
        },
        stage: { variables: { colour: "blue" } },
      },
      async (rehearsal) => {
        const cors = await rehearsal.send("/x", {
          method: "OPTIONS",
          headers: { Origin: "https://shop.example.com" },
        });
        assert.equal(cors.status, 204);
        assert.equal(cors.headers["access-control-allow-origin"], "https://shop.example.com");
        assert.equal(cors.headers["x-request"], cors.headers["x-amzn-requestid"]);
        assert.equal(cors.headers["x-stage"], "blue");
        const tea = await rehearsal.send("/x");
        assert.deepEqual([tea.status, tea.body, tea.headers["x-tea"]], [418, "short", "green"]);
      },
    ));

  it("gives templates what they may ask for", () =>
    rehearse(
      {
        paths: {
          "/echo/{id}": {
            get: operation(
              mock(
                `$input.params('id')|$input.params('q')|$context.httpMethod|$context.resourcePath|$context.identity.sourceIp|$stageVariables.colour`,
              ),
            ),
          },
        },
        stage: { variables: { colour: "blue" } },
      },
      async (rehearsal) => {
        assert.equal((await rehearsal.send("/echo/7?q=z")).body, "7|z|GET|/echo/{id}|127.0.0.1|blue");
      },
    ));

  it("answers 500 when the template gives no status, or no response fits", () =>
    rehearse(
      {
        paths: {
          "/none": { get: operation(mock("x", templates("{}"))) },
          "/unfit": {
            get: operation({
              type: "MOCK",
              ...templates('{"statusCode": 200}'),
              responses: { "4\\d{2}": { statusCode: "400" } },
            }),
          },
        },
      },
      async (rehearsal) => {
        for (const path of ["/none", "/unfit"]) {
          const answer = await rehearsal.send(path);
          assert.deepEqual([answer.status, answer.body], [500, '{"message": "Internal server error"}']);
        }
      },
    ));

  it("answers 415 for a content type without template when nothing passes through", () =>
    rehearse(
      { paths: { "/strict": { post: operation(mock("ok", { passthroughBehavior: "never" })) } } },
      async (rehearsal) => {
        const post = async (type: string): Promise<number> =>
          (await rehearsal.send("/strict", { method: "POST", headers: { "Content-Type": type }, body: "{}" }))
            .status;
        assert.deepEqual([await post("application/json"), await post("text/csv")], [200, 415]);
      },
    ));

  it("answers 500 for a URI that is none, which the notices name", () =>
    rehearse(
      { paths: { "/far": { get: operation({ type: "AWS", uri: "https://example.com" }) } } },
      async (rehearsal) => {
        assert.equal((await rehearsal.send("/far")).status, 500);
        assert.deepEqual(
          rehearsal.gateway.notices.map(({ property }) => property),
          ["GET /far integration"],
        );
      },
    ));
});
