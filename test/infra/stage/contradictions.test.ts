import assert from "node:assert/strict";
import { readStage } from "../../../infra/stage/parse";

const browserClient = {
  callbackUrls: ["https://shop.example.com/callback"],
  logoutUrls: ["https://shop.example.com/"],
};

/** Codes, keys and texts of what is wrong with settings beside those that a stage needs. */
function problems(settings: object, region?: string): { at: string; what: string; fix: string }[] {
  const reading = readStage("dev", { identity: { browserClient }, ...settings }, region);
  if (!("problems" in reading)) return [];
  return reading.problems.map(({ code, key, what, fix }) => ({
    at: `${code} ${key.replace("gatehouse:stage.", "")}`,
    what,
    fix,
  }));
}
const found = (settings: object, region?: string): string[] =>
  problems(settings, region)
    .map(({ at }) => at)
    .sort();

describe("settings that contradict each other", () => {
  it("an endpoint service without the endpoint that it leads to", () => {
    const endpointService = { allowedAccountIds: ["111111111111"] };
    assert.deepEqual(found({ network: { endpointService } }), ["GH1107 network.endpointService"]);
    assert.deepEqual(found({ network: { endpointService, interfaceEndpoints: ["execute-api"] } }), []);
  });

  it("an endpoint that is named twice", () => {
    const network = { interfaceEndpoints: ["sqs", "kms", "sqs", "sqs"] };
    assert.deepEqual(found({ network }), ["GH1107 network.interfaceEndpoints"]);
    assert.match(problems({ network })[0]?.what ?? "", /names sqs twice/);
  });

  for (const api of ["catalog", "backoffice"]) {
    const backend = (...addresses: string[]) => ({
      [api]: { privateBackend: { hostName: "stock.corp.example.com", addresses } },
    });

    it(`a public address behind the ${api}'s internal load balancer`, () => {
      assert.deepEqual(found(backend("10.80.0.11", "203.0.113.7")), [
        `GH1107 ${api}.privateBackend.addresses.1`,
      ]);
      for (const address of ["172.31.255.1", "192.168.4.1", "100.64.0.1"])
        assert.deepEqual(found(backend(address)), [], address);
    });

    it(`an address of the ${api}'s private service in the VPC's own block`, () => {
      assert.deepEqual(found({ ...backend("10.80.0.11", "10.20.0.11") }), [
        `GH1107 ${api}.privateBackend.addresses.1`,
      ]);
      const network = { cidrBlock: "10.80.0.0/20" };
      assert.deepEqual(found({ ...backend("10.80.0.11", "10.20.0.11"), network }), [
        `GH1107 ${api}.privateBackend.addresses.0`,
      ]);
    });
  }

  it("one host for two APIs, the storefront's included, in a stage with a domain", () => {
    const domain = { zoneName: "example.com", host: "api" };
    const apis = ["partner", "backoffice", "catalog", "live"];
    for (const [index, api] of apis.entries()) {
      assert.deepEqual(found({ domain, [api]: { host: "api" } }), [`GH1107 ${api}.host`]);
      assert.deepEqual(found({ [api]: { host: "api" } }), []);
      for (const other of apis.slice(index + 1)) {
        const [problem, ...more] = problems({ domain, [api]: { host: "same" }, [other]: { host: "same" } });
        assert.equal(problem?.at, `GH1107 ${other}.host`);
        assert.equal(problem?.what, `${other}.host is same, and so is ${api}.host`);
        assert.deepEqual(more, []);
      }
    }
    assert.deepEqual(found({ domain }), []);
  });

  it("a network that is denied, and let through before", () => {
    const waf = (allowAddresses: string[], denyAddresses: string[]) =>
      found({ protection: { waf: { allowAddresses, denyAddresses } } });
    const denied = ["GH1107 protection.waf.denyAddresses.0"];
    assert.deepEqual(waf(["203.0.113.0/24"], ["203.0.113.0/24"]), denied);
    assert.deepEqual(waf(["203.0.113.0/24"], ["203.0.113.128/25"]), denied);
    assert.deepEqual(waf(["2001:db8::/32"], ["2001:0db8:0:0::/32"]), denied);
    // An exception from a denied network, other networks, and another family.
    assert.deepEqual(waf(["203.0.113.128/25"], ["203.0.113.0/24"]), []);
    assert.deepEqual(waf(["203.0.113.0/24"], ["198.51.100.0/24"]), []);
    assert.deepEqual(waf(["2001:db8::/32"], ["203.0.113.0/24"]), []);
  });

  it("are told along with what is wrong in other sections", () => {
    const storefront = { throttle: { requestsPerSecond: 9_900, burst: 2_000 } };
    assert.deepEqual(found({ storefront, alarms: { emails: ["nobody"] } }), [
      "GH1104 alarms.emails.0",
      "GH1131 accountThrottle.requestsPerSecond",
    ]);
    // A section that is wrong itself says nothing of others.
    assert.deepEqual(found({ storefront: { ...storefront, throtle: {} } }), ["GH1102 storefront.throtle"]);
  });

  it("are not made up from the defaults of a section whose name is mistyped", () => {
    const catalog = { cloudFront: true };
    const sound = { interfaceEndpoints: ["secretsmanager"] };
    assert.deepEqual(found({ catalog, network: {} }), ["GH1107 catalog.cloudFront"]);
    assert.deepEqual(found({ catalog, netwrok: sound }), ["GH1102 netwrok"]);
  });
});

describe("what a Region does not have", () => {
  it("is CloudFront with its web ACL, where us-east-1 is in another partition, whichever API asks for it", () => {
    const network = { interfaceEndpoints: ["execute-api", "secretsmanager"] };
    for (const api of ["catalog", "live", "partner"]) {
      const settings = { network, [api]: { cloudFront: true } };
      assert.ok(found(settings, "cn-north-1").includes(`GH1109 ${api}.cloudFront`), api);
      assert.deepEqual(found(settings, "eu-west-1"), []);
    }
  });

  it("is what is at the edge: the storefront, its domain name and its health checks", () => {
    const settings = { domain: { zoneName: "example.com" }, alarms: { healthChecks: true } };
    for (const region of ["us-gov-west-1", "cn-northwest-1", "eusc-de-east-1", "us-iso-east-1"]) {
      assert.deepEqual(found(settings, region), [
        "GH1109 alarms.healthChecks",
        "GH1109 domain",
        "GH1109 storefront",
      ]);
      assert.deepEqual(found({}, region), ["GH1109 storefront"]);
    }
    assert.deepEqual(
      found(settings, "eu-central-2").filter((at) => at.startsWith("GH1109")),
      [],
    );
  });

  it("is told along with what is wrong in other sections", () => {
    assert.deepEqual(found({ alarms: { emails: ["nobody"] }, catalog: { cloudFront: true } }, "eu-south-1"), [
      "GH1104 alarms.emails.0",
      "GH1107 catalog.cloudFront",
      "GH1131 accountThrottle.burst",
      "GH1131 accountThrottle.requestsPerSecond",
    ]);
  });
});
