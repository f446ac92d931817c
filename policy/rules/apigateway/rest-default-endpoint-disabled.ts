import { REST_API } from "../../aws/rest-method";
import { extra, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";
import { any, implies } from "../../model/truth";

const API_V2 = "aws:apigatewayv2/api:Api";
const BASE_PATH_MAPPING = "aws:apigateway/basePathMapping:BasePathMapping";
const API_MAPPING = "aws:apigatewayv2/apiMapping:ApiMapping";

export default defineRule({
  id: "rest-default-endpoint-disabled",
  title: "An API with a custom domain does not answer on its execute-api endpoint",
  severity: "high",
  scope: "stack",
  types: [REST_API, API_V2],
  frameworks: { "nist-800-53-r5": ["AC-4"], "pci-dss-4": ["1.3"], soc2: ["CC6.6"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
  ],
  options: noOptions,
  fix: "set disableExecuteApiEndpoint to true",
  check({ resource, stack, expect, notApplicable }) {
    const mapped = any([
      exists(stack.referrers(resource, BASE_PATH_MAPPING, "restApi")),
      exists(stack.referrers(resource, API_MAPPING, "apiId")),
    ]);
    if (mapped === false) return notApplicable();
    const disabled = resource.get("disableExecuteApiEndpoint");
    expect(
      implies(mapped, disabled.isTrue()),
      disabled,
      "the execute-api endpoint is a second way in, past the domain's TLS policy and whatever stands in front of it",
    );
  },
  compliant: stackOf(
    { type: REST_API, name: "subject", props: { disableExecuteApiEndpoint: true } },
    {
      type: BASE_PATH_MAPPING,
      name: "mapping",
      props: { restApi: ref("subject", "id"), domainName: "api.example.com" },
    },
  ),
  violations: {
    "endpoint open": wrong("disableExecuteApiEndpoint", false),
    "not set": wrong("disableExecuteApiEndpoint", undefined, "disableExecuteApiEndpoint"),
    "mapped by the newer resource": {
      property: "disableExecuteApiEndpoint",
      change: (fixture) =>
        extra({ type: API_MAPPING, name: "mapping", props: { apiId: ref("subject", "id") } }, "").change(
          wrong("disableExecuteApiEndpoint", false).change(fixture),
        ),
    },
  },
});
