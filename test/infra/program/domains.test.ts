import assert from "node:assert/strict";
import { createCloud } from "../../../local/cloud";
import type { Graph, GraphResource } from "../../../local/graph";
import { compareGraphs } from "../../../local/plan";
import { evaluateStage, inputsOf, ofType, one, outputsOf } from "../evaluateStage";

const CERTIFICATE = "aws:acm/certificate:Certificate";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const DOMAIN = "aws:apigateway/domainName:DomainName";
const RECORD = "aws:route53/record:Record";

/** Where the certificate of each host has to lie, and what waits for it. */
const hosts = {
  "api.example.com": { region: "us-east-1", user: [DOMAIN, "domain-name"] },
  "backoffice.example.com": { region: "eu-west-1", user: [DOMAIN, "backoffice-domain-name"] },
  "catalog.example.com": { region: "us-east-1", user: [DISTRIBUTION, "catalog-front-distribution"] },
  "live.example.com": { region: "us-east-1", user: [DISTRIBUTION, "live-front-distribution"] },
  "partner.example.com": { region: "eu-west-1", user: [DOMAIN, "partner-domain-name"] },
} as const;

describe("domains of stage prod", () => {
  let graph: Graph;
  before(async () => {
    graph = await evaluateStage("prod");
  });

  /** By its whole name: "domain-name" ends other names, too. */
  const named = (type: string, name: string): GraphResource =>
    ofType(graph, type).find((resource) => resource.name === name) ?? assert.fail(name);
  const addresses = () =>
    ofType(graph, RECORD)
      .map(inputsOf)
      .filter(({ aliases }) => aliases);

  it("have a certificate each, where it is looked for, and wait until it is issued", () => {
    const certificates = new Map(
      ofType(graph, CERTIFICATE).map((each) => [String(inputsOf(each).domainName), each]),
    );
    assert.deepEqual([...certificates.keys()].sort(), Object.keys(hosts));
    for (const [host, { region, user }] of Object.entries(hosts)) {
      const certificate = certificates.get(host) ?? assert.fail(host);
      assert.equal(inputsOf(certificate).validationMethod, "DNS", host);
      const provider = graph.resources.find(({ urn }) => certificate.provider?.startsWith(`${urn}::`));
      assert.equal(provider && inputsOf(provider).region, region, host);
      const { arn } = outputsOf(certificate);
      const validation = ofType(graph, "aws:acm/certificateValidation:CertificateValidation").find(
        (each) => inputsOf(each).certificateArn === arn,
      );
      const [type, name] = user;
      const waits = Object.values(named(type, name).propertyDependencies).flat();
      assert.ok(validation && waits.includes(validation.urn), host);
      assert.ok(!waits.includes(certificate.urn), host);
      // Without its record a certificate is never issued, so that waiting for it begins with the record.
      const record = ofType(graph, RECORD).find((each) => each.name.endsWith(`-validation-${host}`));
      assert.ok(record && validation.propertyDependencies.validationRecordFqdns?.includes(record.urn), host);
    }
  });

  it("give a Regional API its certificate as such, and an edge API not", () => {
    assert.equal(inputsOf(named(DOMAIN, "domain-name")).regionalCertificateArn, undefined);
    assert.equal(inputsOf(named(DOMAIN, "partner-domain-name")).certificateArn, undefined);
  });

  it("are validated with one record per name, made while the certificate is still unknown", () => {
    const records = ofType(graph, RECORD).filter(({ name }) => name.includes("-validation-"));
    assert.deepEqual(
      records.map(({ name }) => name.replace(/^.*-validation-/, "")).sort(),
      Object.keys(hosts),
    );
    for (const record of records) assert.equal(inputsOf(record).allowOverwrite, true, record.name);
    assert.equal(new Set(records.map((record) => inputsOf(record).name)).size, records.length);
  });

  it("answer on IPv4 and IPv6 at CloudFront's or the Region's address, and privately in the VPC", () => {
    const storefront = outputsOf(named(DOMAIN, "domain-name"));
    const partner = outputsOf(named(DOMAIN, "partner-domain-name"));
    const front = (api: string) => outputsOf(named(DISTRIBUTION, `${api}-front-distribution`));
    const expected = {
      "api.example.com": [storefront.cloudfrontDomainName, storefront.cloudfrontZoneId],
      "catalog.example.com": [front("catalog").domainName, front("catalog").hostedZoneId],
      "live.example.com": [front("live").domainName, front("live").hostedZoneId],
      "partner.example.com": [partner.regionalDomainName, partner.regionalZoneId],
    };
    for (const [host, [name, zoneId]] of Object.entries(expected)) {
      const records = addresses().filter((record) => record.name === host);
      assert.deepEqual(records.map(({ type }) => type).sort(), ["A", "AAAA"], host);
      for (const { aliases } of records) {
        const [alias] = aliases as { name: string; zoneId: string }[];
        assert.deepEqual([alias?.name, alias?.zoneId], [name, zoneId], host);
      }
    }
    const zone = one(graph, "aws:route53/zone:Zone", "backoffice-domain-zone");
    assert.equal((inputsOf(zone).vpcs as unknown[]).length, 1);
    const own = addresses().filter((record) => record.name === "backoffice.example.com");
    assert.deepEqual(
      own.map(({ type, zoneId }) => [type, zoneId]),
      [["A", outputsOf(zone).zoneId]],
    );
  });

  it("are the only way in, speak modern TLS only, and have the versions side by side", () => {
    for (const api of ofType(graph, "aws:apigateway/restApi:RestApi"))
      assert.equal(inputsOf(api).disableExecuteApiEndpoint, true, api.name);
    const domains = ofType(graph, DOMAIN);
    assert.equal(domains.length, 3);
    // The storefront's policy takes TLS 1.2 as well, with forward secrecy only: Route 53's health checkers speak no 1.3.
    for (const domain of domains)
      assert.match(String(inputsOf(domain).securityPolicy), /TLS13|TLS12_PFS_2025_EDGE/, domain.name);
    for (const { viewerCertificate } of ofType(graph, DISTRIBUTION).map(inputsOf)) {
      const { minimumProtocolVersion } = viewerCertificate as Record<string, string>;
      assert.match(String(minimumProtocolVersion), /^TLSv1\.[23]_20\d\d$/);
    }
    const mappings = ofType(graph, "aws:apigateway/basePathMapping:BasePathMapping");
    const api = (name: string) => one(graph, "aws:apigateway/restApi:RestApi", name).id;
    assert.deepEqual(
      mappings
        .map(inputsOf)
        .map(({ domainName, basePath, restApi }) => [domainName, basePath, restApi])
        .sort(),
      [
        ["api.example.com", "v1", api("storefront-api")],
        ["api.example.com", "v2", api("storefront-v2-api")],
        ["backoffice.example.com", undefined, api("backoffice-api")],
        ["partner.example.com", undefined, api("partner-api")],
      ],
    );
    // Two mappings of one path cannot stand at a time.
    for (const { deleteBeforeReplace, name } of mappings) assert.equal(deleteBeforeReplace, true, name);
  });

  it("let only Amazon issue certificates for any name of the zone", () => {
    const caa = inputsOf(named(RECORD, "zone-caa"));
    assert.deepEqual([caa.type, caa.name], ["CAA", "example.com"]);
    assert.deepEqual(caa.records, ['0 issue "amazon.com"', '0 issuewild "amazon.com"']);
  });

  it("are what the outputs show to people", () => {
    const outputs = outputsOf(one(graph, "pulumi:pulumi:Stack"));
    assert.deepEqual(
      Object.fromEntries(Object.entries(outputs).filter(([name]) => /^[a-z0-9A-Z]+Url$/.test(name))),
      {
        storefrontUrl: "https://api.example.com/v1",
        storefrontV2Url: "https://api.example.com/v2",
        partnerUrl: "https://partner.example.com",
        backofficeUrl: "https://backoffice.example.com",
        catalogUrl: "https://catalog.example.com",
        liveUrl: "wss://live.example.com",
        signInUrl: outputs.signInUrl,
        dashboardUrl:
          "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards:name=gatehouse-prod",
      },
    );
    for (const name of ["userPoolId", "partnerSecretNames", "identityPoolId", "partnerRotationFunction"])
      assert.ok(outputs[name], name);
  });

  it("lead elsewhere in one step when CloudFront comes or goes: each record stays whose it is, and is changed", async () => {
    const other = await evaluateStage("prod", {
      change: (settings) => {
        for (const api of ["catalog", "live"])
          settings[api] = { ...(settings[api] as object), cloudFront: false };
        settings.partner = { ...(settings.partner as object), cloudFront: true };
      },
    });
    const changes = compareGraphs(graph, other, createCloud()).filter(({ type }) => type === RECORD);
    assert.deepEqual(
      changes
        .map(({ kind, name, properties }) => [kind, name, properties.map(({ property }) => property)])
        .sort(),
      ["catalog", "live", "partner"].flatMap((api) =>
        ["a", "aaaa"].map((type) => ["update", `${api}-host-${type}`, ["aliases"]]),
      ),
    );
    // A provider of another Region would make the engine replace the record.
    const providers = (each: Graph) =>
      ofType(each, RECORD)
        .filter(({ name }) => name.includes("-host-"))
        .map(({ name, provider }) => `${name} ${String(provider).split("::").slice(0, -1).join("::")}`)
        .sort();
    assert.equal(providers(graph).length, 9);
    assert.deepEqual(providers(other), providers(graph));
  });
});
