import { declaredMethods } from "../../aws/declared-methods";
import { isPreflight, METHOD, METHOD_SETTINGS, methodsHidden, REST_API, STAGE } from "../../aws/rest-method";
import { apiOf, settingsCover, settingsOf } from "../../aws/rest-stage";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any } from "../../model/truth";
import { openApi, operation, preflight } from "./openapi.fixture";

export default defineRule({
  id: "rest-unauth-method-throttle",
  title: "A method that anyone may call has a limit of its own",
  severity: "high",
  scope: "stack",
  types: [STAGE],
  frameworks: {
    "nist-800-53-r5": ["SC-5", "AC-7"],
    "pci-dss-4": ["6.4.1"],
    soc2: ["A1.1", "CC6.6"],
    "iso-27001": ["A.5.30", "A.8.6", "A.8.16"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html"],
  choice:
    "A MOCK without authorization counts too: it costs nothing, but its requests use up the account's rate.",
  options: noOptions,
  fix: "add MethodSettings for this method with its own throttlingRateLimit, below that of the stage",
  check({ resource, stack, expect, notApplicable }) {
    const [api] = apiOf(resource, stack).resources;
    if (api === undefined) return notApplicable();
    if (methodsHidden(api)) return expect("unknown", "", "the methods are not known yet");
    const declared = declaredMethods(api, stack);
    if (!declared.complete) expect("unknown", "", "the methods are not known yet");
    const open = declared.methods.filter((method) => method.authorization === "NONE" && !isPreflight(method));
    if (open.length === 0) return notApplicable();
    const { resources, complete } = settingsOf(resource, stack);
    const own = resources.filter((settings) => settings.get("methodPath").text !== "*/*");
    for (const method of open) {
      const limited = any(
        own.map((settings) => {
          const rate = settings.get("settings", "throttlingRateLimit");
          return all([settingsCover(settings, method), rate.test(() => (rate.number ?? -1) >= 0)]);
        }),
      );
      expect(
        any([limited, complete ? false : "unknown"]),
        "",
        `${method.label} needs no authorization and has no limit of its own`,
      );
    }
  },
  compliant: stackOf(
    {
      type: REST_API,
      name: "api",
      props: {
        body: openApi({
          "/health": { get: operation({ security: [] }), options: preflight },
          "/users": { get: operation() },
        }),
      },
    },
    { type: STAGE, name: "subject", props: { restApi: ref("api", "id"), stageName: "v1" } },
    {
      type: METHOD_SETTINGS,
      name: "settings",
      props: {
        restApi: ref("api", "id"),
        stageName: ref("subject", "stageName"),
        methodPath: "health/GET",
        settings: { throttlingRateLimit: 10, throttlingBurstLimit: 20 },
      },
    },
  ),
  violations: {
    "a method that is a resource of its own": {
      property: "",
      change: (fixture) => ({
        resources: [
          ...fixture.resources,
          {
            type: "aws:apigateway/resource:Resource",
            name: "orders",
            props: { restApi: ref("api", "id"), parentId: ref("api", "rootResourceId"), pathPart: "orders" },
          },
          {
            type: METHOD,
            name: "read-orders",
            props: {
              restApi: ref("api", "id"),
              resourceId: ref("orders", "id"),
              httpMethod: "GET",
              authorization: "NONE",
            },
          },
        ],
      }),
    },
    "no settings of its own": missing("settings", ""),
    "settings of another method": wrong("methodPath", "users/GET", "", "settings"),
    "no rate": wrong(["settings", "throttlingRateLimit"], -1, "", "settings"),
  },
});
