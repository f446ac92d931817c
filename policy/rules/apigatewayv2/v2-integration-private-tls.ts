import { openApiBody } from "../../aws/openapi-body";
import { methodsOf } from "../../aws/rest-method";
import { bodyHidden, V2_API, V2_INTEGRATION } from "../../aws/v2-api";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";
import type { Value } from "../../model/value";

/** The integrations of an OpenAPI body, also those that several operations refer to. */
function inBody(api: Resource): readonly Value[] {
  const { document } = openApiBody(api);
  return methodsOf(api).map(({ integration }) => {
    const reference = integration.get("$ref").text;
    return reference?.startsWith("#/") ? document.get(...reference.slice(2).split("/")) : integration;
  });
}

const body = (integration: object) =>
  JSON.stringify({
    openapi: "3.0.1",
    paths: { "/users": { get: { "x-amazon-apigateway-integration": integration } } },
  });
const link = {
  type: "http_proxy",
  httpMethod: "GET",
  connectionType: "VPC_LINK",
  connectionId: "link",
  uri: "listener",
};

export default defineRule({
  id: "v2-integration-private-tls",
  title: "A private integration calls its backend over TLS",
  severity: "medium",
  scope: "resource",
  types: [V2_INTEGRATION, V2_API],
  frameworks: { fsbp: ["APIGateway.10"], "nist-800-53-r5": ["SC-8", "SC-13", "SC-23"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
  ],
  options: noOptions,
  fix: "set tlsConfig.serverNameToVerify to the name in the load balancer's certificate",
  check({ resource, expect, notApplicable }) {
    if (resource.type === V2_API && bodyHidden(resource))
      return expect("unknown", "body", "the integrations are not known yet");
    const integrations = resource.type === V2_API ? inBody(resource) : [resource.props];
    const judged = integrations.filter((one) => one.get("connectionType").is("VPC_LINK") !== false);
    if (judged.length === 0) return notApplicable();
    for (const one of judged) {
      const tls = one.get("tlsConfig");
      expect(
        implies(one.get("connectionType").is("VPC_LINK"), tls.present),
        tls,
        "the way from the VPC link to the backend is not encrypted",
      );
    }
  },
  compliant: stackOf(
    {
      type: V2_INTEGRATION,
      name: "subject",
      props: { connectionType: "VPC_LINK", tlsConfig: { serverNameToVerify: "backend.example.com" } },
    },
    {
      type: V2_API,
      name: "imported",
      props: {
        protocolType: "HTTP",
        body: body({ ...link, tlsConfig: { serverNameToVerify: "backend.example.com" } }),
      },
    },
  ),
  violations: {
    "no TLS": wrong("tlsConfig", undefined),
    "no TLS in the document": wrong(
      "body",
      body(link),
      'body.paths["/users"].get.x-amazon-apigateway-integration.tlsConfig',
      "imported",
    ),
  },
});
