import assert from "node:assert/strict";
import { createCloud, type Plain } from "../../local/cloud";

const cloud = createCloud({ region: "eu-west-1" });
const invoke = (token: string, args: Plain = {}, region?: string): Plain => cloud.invoke(token, args, region);
const policyDocument = (args: Plain): Plain =>
  JSON.parse(invoke("aws:iam/getPolicyDocument:getPolicyDocument", args).json as string) as Plain;

describe("data sources of the simulated cloud", () => {
  it("know the Region, its zones and its partition", () => {
    assert.equal(invoke("aws:index/getRegion:getRegion").region, "eu-west-1");
    assert.equal(invoke("aws:index/getRegion:getRegion", {}, "us-east-1").name, "us-east-1");
    assert.deepEqual(invoke("aws:index/getAvailabilityZones:getAvailabilityZones").names, [
      "eu-west-1a",
      "eu-west-1b",
      "eu-west-1c",
    ]);
    assert.equal(invoke("aws:index/getPartition:getPartition", {}, "cn-north-1").partition, "aws-cn");
    assert.equal(
      invoke("aws:index/getPartition:getPartition", {}, "cn-north-1").dnsSuffix,
      "amazonaws.com.cn",
    );
  });

  it("know who calls", () => {
    const caller = invoke("aws:index/getCallerIdentity:getCallerIdentity");
    assert.equal(caller.accountId, "123456789012");
    assert.match(String(caller.arn), /^arn:aws:iam::123456789012:/);
  });

  it("answer the same for the same question", () => {
    const zone = () => invoke("aws:route53/getZone:getZone", { name: "example.com." });
    assert.deepEqual(zone(), zone());
    assert.equal(zone().name, "example.com");
    assert.match(String(zone().zoneId), /^Z[A-Z0-9]{20}$/);
    assert.equal((zone().nameServers as string[]).length, 4);
    assert.notEqual(zone().zoneId, invoke("aws:route53/getZone:getZone", { name: "example.org" }).zoneId);
  });

  it("tell AWS's own keys from those of the account", () => {
    const manager = (keyId: string) => invoke("aws:kms/getKey:getKey", { keyId }).keyManager;
    assert.equal(manager("alias/aws/dynamodb"), "AWS");
    assert.equal(manager("alias/data"), "CUSTOMER");
  });

  it("say which file to extend when they have no answer, and the nearest name", () => {
    assert.throws(
      () => invoke("aws:index/getRegions:getRegion"),
      /no answer for aws:index\/getRegions:getRegion.*local\/cloud\/dataSources.*did you mean aws:index\/getRegion/,
    );
  });
});

describe("IAM policy documents", () => {
  it("are rendered as the provider renders them", () => {
    const { json, minifiedJson } = invoke("aws:iam/getPolicyDocument:getPolicyDocument", {
      statements: [
        {
          sid: "Read",
          actions: ["dynamodb:GetItem"],
          resources: ["arn:aws:dynamodb:*:*:table/a", "arn:aws:dynamodb:*:*:table/b"],
        },
      ],
    });
    assert.equal(
      json,
      `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": [
        "arn:aws:dynamodb:*:*:table/b",
        "arn:aws:dynamodb:*:*:table/a"
      ]
    }
  ]
}`,
    );
    assert.deepEqual(JSON.parse(minifiedJson as string), JSON.parse(json as string));
  });

  it("do not depend on the order of a statement's lists", () => {
    const actions = ["s3:PutObject", "s3:GetObject", "s3:ListBucket"];
    const document = (list: string[]) =>
      policyDocument({ statements: [{ actions: list, resources: ["*"] }] });
    assert.deepEqual(document(actions), document([...actions].reverse()));
  });

  it("join principals of a type and keep anyone as a star", () => {
    const [joined, anyone] = policyDocument({
      statements: [
        {
          principals: [
            { type: "Service", identifiers: ["lambda.amazonaws.com"] },
            { type: "Service", identifiers: ["apigateway.amazonaws.com"] },
            { type: "AWS", identifiers: ["123456789012"] },
          ],
        },
        { effect: "Deny", principals: [{ type: "*", identifiers: ["*"] }] },
      ],
    }).Statement as readonly Plain[];
    assert.deepEqual(joined?.Principal, {
      AWS: "123456789012",
      Service: ["lambda.amazonaws.com", "apigateway.amazonaws.com"],
    });
    assert.deepEqual(anyone, { Effect: "Deny", Principal: "*" });
  });

  it("gather conditions by test and variable, and turn &{…} into policy variables", () => {
    const [statement] = policyDocument({
      statements: [
        {
          conditions: [
            { test: "StringEquals", variable: "aws:SourceVpc", values: ["vpc-1"] },
            { test: "StringEquals", variable: "aws:PrincipalTag/team", values: ["&{aws:ResourceTag/team}"] },
          ],
        },
      ],
    }).Statement as readonly Plain[];
    assert.deepEqual(statement?.Condition, {
      StringEquals: { "aws:PrincipalTag/team": "${aws:ResourceTag/team}", "aws:SourceVpc": "vpc-1" },
    });
  });

  it("take statements of other documents, replacing those of the same Sid", () => {
    const source = JSON.stringify({
      Statement: { Sid: "A", Effect: "Allow", Action: "s3:*", Resource: "*" },
    });
    const statements = policyDocument({
      sourcePolicyDocuments: [source],
      statements: [{ sid: "B", actions: ["kms:Decrypt"], resources: ["*"] }],
      overridePolicyDocuments: [
        JSON.stringify({ Statement: [{ Sid: "A", Effect: "Deny", Action: "s3:*", Resource: "*" }] }),
      ],
    }).Statement as readonly Plain[];
    assert.deepEqual(
      statements.map(({ Sid, Effect }) => [Sid, Effect]),
      [
        ["A", "Deny"],
        ["B", "Allow"],
      ],
    );
  });
});
