import assert from "node:assert/strict";
import { createCloud, type Plain } from "../../local/cloud";
import { models } from "../../local/cloud/resources";
import { registration } from "./registration";

const create = (type: string, inputs: Plain = {}, rest: Parameters<typeof registration>[2] = {}) =>
  createCloud().create(registration(type, inputs, rest));

describe("resources of the simulated cloud", () => {
  describe("have ids and attributes of the shape that AWS gives them", () => {
    const HEX17 = "[0-9a-f]{17}";
    const UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    const shapes: readonly (readonly [type: string, property: string, shape: string, inputs?: Plain])[] = [
      ["aws:ec2/vpc:Vpc", "id", `vpc-${HEX17}`],
      ["aws:ec2/vpc:Vpc", "arn", `arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-${HEX17}`],
      ["aws:ec2/subnet:Subnet", "id", `subnet-${HEX17}`],
      ["aws:ec2/vpcEndpoint:VpcEndpoint", "id", `vpce-${HEX17}`],
      ["aws:apigateway/restApi:RestApi", "id", "[a-z0-9]{10}"],
      [
        "aws:apigateway/restApi:RestApi",
        "executionArn",
        "arn:aws:execute-api:eu-west-1:123456789012:[a-z0-9]{10}",
      ],
      ["aws:apigateway/restApi:RestApi", "arn", "arn:aws:apigateway:eu-west-1::/restapis/[a-z0-9]{10}"],
      [
        "aws:apigateway/stage:Stage",
        "invokeUrl",
        "https://abc123\\.execute-api\\.eu-west-1\\.amazonaws\\.com/dev",
        { restApi: "abc123", stageName: "dev" },
      ],
      [
        "aws:apigateway/stage:Stage",
        "arn",
        "arn:aws:apigateway:eu-west-1::/restapis/abc123/stages/dev",
        { restApi: "abc123", stageName: "dev" },
      ],
      ["aws:apigateway/apiKey:ApiKey", "value", "[A-Za-z0-9]{40}"],
      ["aws:apigateway/domainName:DomainName", "cloudfrontDomainName", "d[a-z0-9]{13}\\.cloudfront\\.net"],
      ["aws:apigateway/domainName:DomainName", "cloudfrontZoneId", "Z2FDTNDATAQYW2"],
      [
        "aws:apigateway/domainName:DomainName",
        "regionalDomainName",
        "d-[a-z0-9]{10}\\.execute-api\\.eu-west-1\\.amazonaws\\.com",
        { domainName: "api.example.com", endpointConfiguration: { types: "REGIONAL" } },
      ],
      ["aws:cognito/userPool:UserPool", "id", "eu-west-1_[A-Za-z0-9]{9}"],
      [
        "aws:cognito/userPool:UserPool",
        "endpoint",
        "cognito-idp\\.eu-west-1\\.amazonaws\\.com/eu-west-1_[A-Za-z0-9]{9}",
      ],
      ["aws:cognito/userPoolClient:UserPoolClient", "id", "[a-z0-9]{26}"],
      ["aws:cognito/userPoolClient:UserPoolClient", "clientSecret", "[a-z0-9]{51}", { generateSecret: true }],
      ["aws:kms/key:Key", "id", UUID],
      ["aws:kms/key:Key", "id", "mrk-[0-9a-f]{32}", { multiRegion: true }],
      ["aws:kms/alias:Alias", "id", "alias/thing-[0-9a-f]{7}"],
      [
        "aws:wafv2/webAcl:WebAcl",
        "arn",
        `arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/thing-[0-9a-f]{7}/${UUID}`,
      ],
      [
        "aws:wafv2/webAcl:WebAcl",
        "arn",
        `arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/${UUID}`,
        { name: "edge", scope: "CLOUDFRONT" },
      ],
      [
        "aws:lambda/function:Function",
        "arn",
        "arn:aws:lambda:eu-west-1:123456789012:function:thing-[0-9a-f]{7}",
      ],
      [
        "aws:lambda/function:Function",
        "invokeArn",
        "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:read/invocations",
        { name: "read" },
      ],
      [
        "aws:lambda/function:Function",
        "qualifiedArn",
        "arn:aws:lambda:eu-west-1:123456789012:function:read:1",
        { name: "read", publish: true },
      ],
      [
        "aws:dynamodb/table:Table",
        "streamArn",
        "arn:aws:dynamodb:[^/]+table/t/stream/2025-01-01T00:00:00\\.000",
        { name: "t", streamEnabled: true },
      ],
      ["aws:iam/role:Role", "arn", "arn:aws:iam::123456789012:role/thing-[0-9a-f]{7}"],
      ["aws:iam/role:Role", "uniqueId", "AROA[A-Z0-9]{17}"],
      [
        "aws:sqs/queue:Queue",
        "url",
        "https://sqs\\.eu-west-1\\.amazonaws\\.com/123456789012/orders\\.fifo",
        { name: "orders.fifo" },
      ],
      ["aws:sqs/queue:Queue", "name", "thing-[0-9a-f]{7}\\.fifo", { fifoQueue: true }],
      ["aws:s3/bucket:Bucket", "arn", "arn:aws:s3:::thing-[0-9a-f]{7}"],
      [
        "aws:secretsmanager/secret:Secret",
        "arn",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-[A-Za-z0-9]{6}",
        { name: "db" },
      ],
      [
        "aws:ssm/parameter:Parameter",
        "arn",
        "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/url",
        { name: "/shop/url" },
      ],
      ["aws:route53/zone:Zone", "id", "Z[A-Z0-9]{20}"],
      ["aws:acm/certificate:Certificate", "arn", `arn:aws:acm:eu-west-1:123456789012:certificate/${UUID}`],
    ];
    for (const [type, property, shape, inputs] of shapes) {
      it(`${type} ${property}${inputs ? ` with ${JSON.stringify(inputs)}` : ""}`, () => {
        const { id, outputs } = create(type, inputs);
        assert.match(String(property === "id" ? id : outputs[property]), new RegExp(`^${shape}$`));
      });
    }
  });

  it("are the same for the same registration, and differ from another that has a made-up name", () => {
    for (const [type, model] of models) {
      const first = create(type);
      assert.deepEqual(create(type), first, type);
      if (model.autoname) assert.notDeepEqual(create(type, {}, { name: "other" }), first, type);
    }
  });

  it("have ids of their own where AWS makes them up", () => {
    for (const type of [
      "aws:ec2/vpc:Vpc",
      "aws:apigateway/restApi:RestApi",
      "aws:kms/key:Key",
      "aws:cognito/userPool:UserPool",
    ])
      assert.notEqual(create(type, {}, { name: "other" }).id, create(type).id, type);
  });

  it("keep their id at an update and get another one at a replacement", () => {
    const key = create("aws:kms/key:Key", { description: "a" });
    assert.equal(create("aws:kms/key:Key", { description: "b" }).id, key.id);
    assert.notEqual(create("aws:kms/key:Key", { keyUsage: "SIGN_VERIFY" }).id, key.id);
    const role = create("aws:iam/role:Role", { description: "a" });
    assert.equal(create("aws:iam/role:Role", { description: "b" }).id, role.id);
    assert.notEqual(create("aws:iam/role:Role", { path: "/apps/" }).id, role.id);
  });

  it("live in the partition and Region of their provider, or in the Region that they name", () => {
    const topic = "aws:sns/topic:Topic";
    assert.match(create(topic, {}, { region: "cn-north-1" }).id, /^arn:aws-cn:sns:cn-north-1:/);
    assert.match(create(topic, {}, { region: "us-gov-west-1" }).id, /^arn:aws-us-gov:sns:us-gov-west-1:/);
    assert.match(create(topic, { region: "us-east-1" }).id, /^arn:aws:sns:us-east-1:/);
    const api = create("aws:apigatewayv2/api:Api", {}, { region: "cn-north-1" });
    assert.match(String(api.outputs.apiEndpoint), /\.execute-api\.cn-north-1\.amazonaws\.com\.cn$/);
  });

  it("belong to the account that the cloud was made with", () => {
    const cloud = createCloud({ accountId: "210987654321" });
    assert.match(
      cloud.create(registration("aws:iam/role:Role")).outputs.arn as string,
      /::210987654321:role/,
    );
  });

  it("carry the provider's default tags under their own", () => {
    const { outputs } = create(
      "aws:kms/key:Key",
      { tags: { team: "shop", stage: "dev" } },
      { defaultTags: { stage: "any", "managed-by": "pulumi" } },
    );
    assert.deepEqual(outputs.tagsAll, { "managed-by": "pulumi", stage: "dev", team: "shop" });
    assert.deepEqual(outputs.tags, { team: "shop", stage: "dev" });
  });

  it("prove a wildcard certificate with the record of its apex", () => {
    const { outputs } = create("aws:acm/certificate:Certificate", {
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com", "api.example.com"],
      validationMethod: "DNS",
    });
    const options = outputs.domainValidationOptions as readonly Record<string, string>[];
    const [apex, wildcard, api] = options;
    assert.deepEqual(
      options.map(({ domainName }) => domainName),
      ["example.com", "*.example.com", "api.example.com"],
    );
    assert.equal(wildcard?.resourceRecordName, apex?.resourceRecordName);
    assert.equal(wildcard?.resourceRecordValue, apex?.resourceRecordValue);
    assert.notEqual(api?.resourceRecordName, apex?.resourceRecordName);
    assert.match(String(api?.resourceRecordName), /^_[0-9a-f]{32}\.api\.example\.com\.$/);
    assert.match(String(api?.resourceRecordValue), /\.acm-validations\.aws\.$/);
  });

  it("adopt the default security group that came with the VPC", () => {
    const vpc = create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const group = create("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { vpcId: vpc.id });
    assert.equal(group.id, vpc.outputs.defaultSecurityGroupId);
  });

  it("count a web ACL's capacity from its rules", () => {
    const managed = (name: string) => ({
      statement: { managedRuleGroupStatement: { name, vendorName: "AWS" } },
    });
    const { outputs } = create("aws:wafv2/webAcl:WebAcl", {
      rules: [
        managed("AWSManagedRulesCommonRuleSet"),
        managed("AWSManagedRulesSQLiRuleSet"),
        { statement: { rateBasedStatement: { limit: 100, aggregateKeyType: "IP" } } },
        {
          statement: {
            notStatement: {
              statements: [
                { byteMatchStatement: { textTransformations: [{ priority: 0, type: "LOWERCASE" }] } },
              ],
            },
          },
        },
      ],
    });
    assert.equal(outputs.capacity, 700 + 200 + 2 + 20);
  });

  it("are named when no table describes their type, once each", () => {
    const cloud = createCloud();
    const type = "aws:mq/broker:Broker";
    const { id, outputs } = cloud.create(registration(type));
    cloud.create(registration(type, {}, { name: "second" }));
    cloud.create(registration("aws:kms/key:Key"));
    cloud.create(registration("random:index/randomId:RandomId"));
    assert.match(id, /^thing-[0-9a-f]{7}$/);
    assert.equal(outputs.arn, `arn:aws:mq:eu-west-1:123456789012:broker/${id}`);
    assert.deepEqual(cloud.unmodelled(), [type]);
  });
});
