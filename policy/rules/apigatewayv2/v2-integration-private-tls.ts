import { V2_INTEGRATION } from "../../aws/v2-api";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

export default defineRule({
  id: "v2-integration-private-tls",
  title: "A private integration calls its backend over TLS",
  severity: "medium",
  scope: "resource",
  types: [V2_INTEGRATION],
  frameworks: { fsbp: ["APIGateway.10"], "nist-800-53-r5": ["SC-8", "SC-13", "SC-23"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
  ],
  options: noOptions,
  fix: "set tlsConfig.serverNameToVerify to the name in the load balancer's certificate",
  check({ resource, expect, notApplicable }) {
    const isPrivate = resource.get("connectionType").is("VPC_LINK");
    if (isPrivate === false) return notApplicable();
    const tls = resource.get("tlsConfig");
    expect(implies(isPrivate, tls.present), tls, "the way from the VPC link to the backend is not encrypted");
  },
  compliant: only(V2_INTEGRATION, {
    connectionType: "VPC_LINK",
    tlsConfig: { serverNameToVerify: "backend.example.com" },
  }),
  violations: { "no TLS": wrong("tlsConfig", undefined) },
});
