import assert from "node:assert/strict";
import { evaluate } from "../../policy/model/evaluate";
import { FIXTURE_DAY, fixtureStack, only, stackOf, type Fixture } from "../../policy/model/fixture";
import { UNKNOWN, type JsonObject } from "../../policy/model/wire";
import { rules } from "../../policy/rules/index";

/** What a rule with these options says of each resource of its types. */
function verdicts(id: string, options: JsonObject, fixture: Fixture): readonly string[] {
  const rule = rules.find((one) => one.id === id);
  assert.ok(rule, id);
  return evaluate(rule, fixtureStack(fixture), rule.options.parse(options), FIXTURE_DAY).map(
    ({ verdict }) => verdict,
  );
}

const parses = (id: string, options: JsonObject): boolean =>
  rules.find((one) => one.id === id)?.options.safeParse(options).success ?? false;

describe("options of single rules", () => {
  it("sns-no-public-policy lets the accounts in that are listed, and cannot tell a topic's own before it is there", () => {
    const topic = (arn: unknown, options: JsonObject): readonly string[] => {
      const Principal = { AWS: "arn:aws:iam::111111111111:root" };
      const policy = JSON.stringify({ Statement: { Effect: "Allow", Principal, Action: "sns:Publish" } });
      return verdicts(
        "sns-no-public-policy",
        options,
        only("aws:sns/topicPolicy:TopicPolicy", { arn, policy }),
      );
    };
    const arn = "arn:aws:sns:eu-central-1:000000000000:orders";
    assert.deepEqual(topic(arn, {}), ["violation"]);
    assert.deepEqual(topic(arn, { accounts: ["111111111111"] }), ["pass"]);
    assert.deepEqual(topic(arn.replace("000000000000", "111111111111"), {}), ["pass"]);
    assert.deepEqual(topic(UNKNOWN, {}), ["cannot-tell"]);
  });

  it("lambda-in-vpc leaves out the functions that are named, each with a reason", () => {
    const outside = { "live-*": "They reach nothing that has a private address." };
    const named = (name: string): readonly string[] =>
      verdicts("lambda-in-vpc", { outside }, only("aws:lambda/function:Function", {}, name));
    assert.deepEqual(named("live-connect"), ["not-applicable"]);
    assert.deepEqual(named("deliver-live-connect"), ["violation"]);
    assert.ok(!parses("lambda-in-vpc", { outside: { "live-*": "" } }));
  });

  describe("vpce-policy-names-api with wholeAccount", () => {
    const endpoint = (resource: string, ownerId?: string): readonly string[] =>
      verdicts(
        "vpce-policy-names-api",
        { wholeAccount: true },
        stackOf({
          type: "aws:ec2/vpcEndpoint:VpcEndpoint",
          name: "endpoint",
          props: {
            serviceName: "com.amazonaws.eu-central-1.execute-api",
            policy: JSON.stringify({
              Statement: [
                { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: resource },
              ],
            }),
            ...(ownerId !== undefined && { ownerId }),
          },
        }),
      );
    const all = (account: string): string => `arn:aws:execute-api:eu-central-1:${account}:*`;

    it("takes every API of the endpoint's own account", () => {
      assert.deepEqual(endpoint(all("000000000000"), "000000000000"), ["pass"]);
    });
    it("takes no other account's, and no ARN that names none", () => {
      for (const resource of [all("111111111111"), all("*"), all(""), "*"])
        assert.deepEqual(endpoint(resource, "000000000000"), ["violation"], resource);
    });
    it("cannot tell whose account it is before the endpoint is there", () => {
      assert.deepEqual(endpoint(all("000000000000"), UNKNOWN), ["cannot-tell"]);
      assert.deepEqual(endpoint("*", UNKNOWN), ["violation"]);
    });
  });
});
