import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { parseStage, StageConfigError, type StageProblem } from "../../../infra/stage";

const least = {
  identity: {
    browserClient: {
      callbackUrls: ["https://shop.example.com/callback"],
      logoutUrls: ["https://shop.example.com/"],
    },
  },
};

function problemsOf(value: unknown, stage = "dev"): readonly StageProblem[] {
  try {
    parseStage(stage, value);
  } catch (error) {
    assert.ok(error instanceof StageConfigError, String(error));
    return error.problems;
  }
  return assert.fail("the configuration was accepted");
}

const codes = (problems: readonly StageProblem[]) => problems.map(({ code, key }) => `${code} ${key}`).sort();

describe("parseStage", () => {
  it("fills in every default, and adds the stage's name", () => {
    const config = parseStage("dev", least);
    assert.equal(config.stage, "dev");
    assert.equal(config.domain, undefined);
    assert.equal(config.network.natGateways, "none");
    assert.equal(config.storefront.cache.enabled, false);
    assert.equal(config.protection.waf.mode, "block");
    assert.equal(config.operations.ownsApiGatewayLogRole, false);
  });

  it("reports every problem at once", () => {
    const problems = problemsOf({
      ...least,
      network: { cidrBlock: "10.20.0.1/16", availabilityZones: 1 },
      storefront: { cors: { allowOrigins: ["*"] }, throtle: {} },
      logs: { retentionDays: 15 },
    });
    assert.deepEqual(codes(problems), [
      "GH1102 gatehouse:stage.storefront.throtle",
      "GH1104 gatehouse:stage.logs.retentionDays",
      "GH1104 gatehouse:stage.network.availabilityZones",
      "GH1104 gatehouse:stage.network.cidrBlock",
      "GH1104 gatehouse:stage.storefront.cors.allowOrigins.0",
    ]);
  });

  it("lets an app's sign-in return to a scheme of its own or over https, and nowhere else", () => {
    const app = (url: string) => ({
      identity: { ...least.identity, nativeClient: { callbackUrls: [url], logoutUrls: [url] } },
    });
    for (const url of ["com.example.shop://callback", "com.example.shop://", "https://shop.example.com/app"])
      assert.deepEqual(parseStage("dev", app(url)).identity.nativeClient?.callbackUrls, [url]);
    for (const url of [
      "shop://callback",
      "javascript:alert(1)",
      "http://localhost:8080/",
      "com.example.shop://*",
      "com.example.shop://a#b",
    ])
      assert.deepEqual(
        codes(problemsOf(app(url))),
        ["callbackUrls", "logoutUrls"].map((key) => `GH1104 gatehouse:stage.identity.nativeClient.${key}.0`),
        url,
      );
  });

  it("refuses health checks of no host, and of one whose TLS Route 53's checkers do not speak", () => {
    const alarms = { healthChecks: true };
    const domain = { zoneName: "example.com" };
    const tls13 = { ...domain, tlsPolicy: "SecurityPolicy_TLS13_2025_EDGE" };
    assert.equal(parseStage("dev", { ...least, alarms, domain }).alarms.healthChecks, true);
    for (const settings of [{ alarms }, { alarms, domain: tls13 }])
      assert.deepEqual(codes(problemsOf({ ...least, ...settings })), [
        "GH1107 gatehouse:stage.alarms.healthChecks",
      ]);
  });

  it("names the nearest key for an unknown one", () => {
    const [problem] = problemsOf({ ...least, storefront: { throtle: {} } });
    assert.match(problem?.fix ?? "", /did you mean storefront\.throttle\?/);
  });

  it("names a key with other than letters in brackets", () => {
    const [problem] = problemsOf({
      ...least,
      partner: { plans: { gold: { methods: { "POST /a.b": { requestsPerSecond: 1, burst: 0 } } } } },
    });
    assert.match(problem?.key ?? "", /\.gold\.methods\["POST \/a\.b"\]$/);
  });

  it("says where a key belongs that stands in the wrong section", () => {
    const [problem] = problemsOf({ ...least, cidrBlock: "10.0.0.0/16" });
    assert.match(problem?.fix ?? "", /belongs at gatehouse:stage\.network\.cidrBlock/);
  });

  it("says the value that is wrong and the values that are not", () => {
    const [problem] = problemsOf({ identity: { ...least.identity, mfa: "on" } });
    assert.equal(problem?.key, "gatehouse:stage.identity.mfa");
    assert.match(problem?.what ?? "", /is "on"/);
    // Not "did you mean none?": whoever writes on wants the second factor.
    assert.match(problem?.fix ?? "", /^it has to be none, optional or required/);
  });

  it("says both ends of a number's range, whatever is wrong with it", () => {
    for (const availabilityZones of ["two", 1, 7, 2.5]) {
      const [problem] = problemsOf({ ...least, network: { availabilityZones } });
      assert.match(problem?.fix ?? "", /^it has to be a whole number from 2 to 6 \(/);
    }
    const [problem] = problemsOf({ ...least, alarms: { clientErrorRate: 5 } });
    assert.match(problem?.fix ?? "", /^it has to be a number .*to 1 \(/);
  });

  it("gives another stage's file for the example than the one that is empty", () => {
    const example = (stage: string) => problemsOf(undefined, stage)[0]?.fix;
    assert.match(example("dev") ?? "", /Pulumi\.dev\.yaml; Pulumi\.test\.yaml is an example$/);
    assert.match(example("test") ?? "", /Pulumi\.test\.yaml; Pulumi\.dev\.yaml is an example$/);
  });

  it("finds the section of a key whose letters differ in case only", () => {
    const [problem] = problemsOf({ ...least, live: { autodeploy: false } });
    assert.match(problem?.fix ?? "", /belongs at gatehouse:stage\.catalog\.autoDeploy/);
  });

  it("suggests no number for a number: 237 is not what 7 meant", () => {
    const cache = { enabled: true, clusterGigabytes: "7" };
    const [problem] = problemsOf({ ...least, storefront: { cache } });
    assert.match(problem?.fix ?? "", /^it has to be .*0\.5/);
  });

  it("says what a day looks like", () => {
    const deprecation = { v1: { since: "2027-02-30", sunset: "tomorrow" } };
    const problems = problemsOf({ ...least, storefront: { deprecation } });
    assert.deepEqual(codes(problems), [
      "GH1104 gatehouse:stage.storefront.deprecation.v1.since",
      "GH1104 gatehouse:stage.storefront.deprecation.v1.sunset",
    ]);
    for (const { fix } of problems) assert.match(fix, /^it has to be a day such as 2027-01-31 /);
  });

  it("reads a day without quotes as Pulumi's CLI hands it on, and as npm run plan does", () => {
    const of = (since: string) =>
      parseStage("dev", { ...least, storefront: { deprecation: { v1: { since } } } }).storefront.deprecation;
    assert.deepEqual(of("2027-01-31 00:00:00 +0000 UTC"), of("2027-01-31"));
  });

  it("calls a missing key missing", () => {
    assert.deepEqual(
      codes(problemsOf({ identity: { browserClient: { callbackUrls: ["https://a.example"] } } })),
      ["GH1103 gatehouse:stage.identity.browserClient.logoutUrls"],
    );
    assert.deepEqual(codes(problemsOf({})), ["GH1103 gatehouse:stage.identity"]);
    assert.deepEqual(codes(problemsOf(undefined)), ["GH1101 gatehouse:stage"]);
  });

  it("refuses a stack name that cannot be part of a resource name", () => {
    assert.deepEqual(codes(problemsOf(least, "Feature_1")), ["GH1105 stack"]);
  });

  it("refuses a sign-in prefix with a word that Cognito reserves", () => {
    for (const domainPrefix of ["my-aws-shop", "amazonas", "cognito"]) {
      const [problem] = problemsOf({ identity: { ...least.identity, domainPrefix } });
      assert.equal(problem?.key, "gatehouse:stage.identity.domainPrefix");
    }
  });

  it("refuses callbacks to localhost where data is protected", () => {
    const local = { callbackUrls: ["http://localhost:5173/cb"], logoutUrls: ["https://a.example/"] };
    const identity = { browserClient: local };
    assert.ok(parseStage("dev", { identity }));
    assert.deepEqual(codes(problemsOf({ identity, protection: { deletionProtection: true } }, "prod")), [
      "GH1107 gatehouse:stage.identity.browserClient",
    ]);
  });

  it("refuses a burst that a steady rate would empty at once", () => {
    const storefront = { throttle: { requestsPerSecond: 1000, burst: 50 } };
    assert.deepEqual(codes(problemsOf({ ...least, storefront })), [
      "GH1107 gatehouse:stage.storefront.throttle.burst",
    ]);
  });

  it("answers any value with a configuration or with problems, never otherwise", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          parseStage("dev", value);
        } catch (error) {
          assert.ok(error instanceof StageConfigError);
          assert.ok(error.problems.every(({ code, what, fix }) => /^GH11\d\d$/.test(code) && what && fix));
        }
      }),
    );
  });

  it("accepts exactly the networks of EC2's size whose host bits are zero", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, fc.integer({ min: 8, max: 30 }), (a, b, c, d, bits) => {
        const address = ((a * 256 + b) * 256 + c) * 256 + d;
        const fits = bits >= 16 && bits <= 24 && address % 2 ** (32 - bits) === 0;
        const value = { ...least, network: { cidrBlock: `${a}.${b}.${c}.${d}/${bits}` } };
        if (fits) assert.ok(parseStage("dev", value));
        else assert.equal(problemsOf(value).length, 1);
      }),
    );
  });

  for (const stage of ["dev", "test", "prod"]) {
    it(`accepts Pulumi.${stage}.yaml, which points an editor at the schema`, () => {
      const text = readFileSync(join(__dirname, `../../../Pulumi.${stage}.yaml`), "utf8");
      assert.match(text, /^# yaml-language-server: \$schema=\.\/infra\/stage\/stage\.schema\.json\n/);
      const { config } = parse(text) as { config: Record<string, unknown> };
      assert.ok(parseStage(stage, config["gatehouse:stage"]));
    });
  }
});
