import { declaredMethods } from "../../aws/declared-methods";
import { INTEGRATION, METHOD, methodsHidden, METHOD_SETTINGS, REST_API, STAGE } from "../../aws/rest-method";
import { apiOf, settingsCover, settingsOf } from "../../aws/rest-stage";
import { ref, stackOf, wrong } from "../../model/fixture";
import { optionsOf, names } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any } from "../../model/truth";
import { openApi, operation } from "./openapi.fixture";

const cached = (cacheKeyParameters: readonly string[] | undefined) =>
  operation({
    "x-amazon-apigateway-integration": {
      type: "aws_proxy",
      httpMethod: "POST",
      uri: "lambda",
      cacheKeyParameters,
    },
  });

export default defineRule({
  id: "rest-cache-key-parameters",
  title: "A cached method that needs authorization keys its cache by who calls",
  severity: "high",
  scope: "stack",
  types: [STAGE],
  frameworks: {
    "nist-800-53-r5": ["SC-5", "SI-10"],
    "pci-dss-4": ["6.4.2"],
    soc2: ["CC6.1", "CC7.1"],
    "iso-27001": ["A.5.10", "A.8.16"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
  options: optionsOf({
    identityParameters: names("Cache key parameters that stand for the caller.", [
      "method.request.header.Authorization",
    ]),
    sharedPaths: names("Paths whose answers are the same for every caller who may read them.", []),
  }),
  fix: "add method.request.header.Authorization to the integration's cacheKeyParameters, or list the path in sharedPaths",
  check({ resource, stack, options, expect, notApplicable }) {
    const [api] = apiOf(resource, stack).resources;
    if (api === undefined) return notApplicable();
    const { resources, complete } = settingsOf(resource, stack);
    const caching = resources.filter(
      (settings) => settings.get("settings", "cachingEnabled").isTrue() !== false,
    );
    if (caching.length === 0 && complete) return notApplicable();
    if (methodsHidden(api)) return expect("unknown", "", "the cached methods are not known yet");
    const identities = options.identityParameters.map((name) => name.toLowerCase());
    const declared = declaredMethods(api, stack);
    if (!declared.complete) expect("unknown", "", "the cached methods are not known yet");
    for (const method of declared.methods) {
      if (method.authorization === "NONE" || options.sharedPaths.includes(method.path ?? "")) continue;
      const isCached = any(
        caching.map((settings) =>
          all([settings.get("settings", "cachingEnabled").isTrue(), caches(settings, method)]),
        ),
      );
      if (isCached === false) continue;
      const parameters = method.integration.get("cacheKeyParameters");
      const keyed = parameters.some((item) =>
        item.matches((text) => identities.includes(text.toLowerCase())),
      );
      const verdict =
        keyed === false && (isCached === "unknown" || method.authorization === "unknown") ? "unknown" : keyed;
      expect(verdict, "", `${method.label} may answer one caller with what was cached for another`);
    }
  },
  compliant: stackOf(
    {
      type: REST_API,
      name: "api",
      props: { body: openApi({ "/users": { get: cached(["method.request.header.Authorization"]) } }) },
    },
    { type: STAGE, name: "subject", props: { restApi: ref("api", "id"), stageName: "v1" } },
    {
      type: METHOD_SETTINGS,
      name: "settings",
      props: {
        restApi: ref("api", "id"),
        stageName: ref("subject", "stageName"),
        methodPath: "users/GET",
        settings: { cachingEnabled: true },
      },
    },
  ),
  violations: {
    "no key": wrong("body", openApi({ "/users": { get: cached(undefined) } }), "", "api"),
    "key without the caller": wrong(
      "body",
      openApi({ "/users": { get: cached(["method.request.querystring.page"]) } }),
      "",
      "api",
    ),
    "methods that are resources of their own": {
      property: "",
      change: (fixture) => ({
        resources: [
          ...fixture.resources.map((item) => (item.name === "api" ? { ...item, props: {} } : item)),
          {
            type: "aws:apigateway/resource:Resource",
            name: "users",
            props: { restApi: ref("api", "id"), parentId: ref("api", "rootResourceId"), pathPart: "users" },
          },
          {
            type: METHOD,
            name: "read-users",
            props: {
              restApi: ref("api", "id"),
              resourceId: ref("users", "id"),
              httpMethod: "GET",
              authorization: "AWS_IAM",
            },
          },
          {
            type: INTEGRATION,
            name: "answer-users",
            props: {
              restApi: ref("api", "id"),
              resourceId: ref("users", "id"),
              httpMethod: ref("read-users", "httpMethod"),
              type: "AWS_PROXY",
            },
          },
        ],
      }),
    },
    "every method cached": {
      property: "",
      change: (fixture) => {
        const noKey = wrong("body", openApi({ "/users": { get: cached([]) } }), "", "api").change(fixture);
        return wrong("methodPath", "*/*", "", "settings").change(noKey);
      },
    },
  },
});

/** Settings for all methods cache GET only: API Gateway does so by default, and other methods only when named. */
function caches(settings: Parameters<typeof settingsCover>[0], method: Parameters<typeof settingsCover>[1]) {
  const forAll = settings.get("methodPath").text === "*/*";
  return forAll && method.httpMethod !== "GET" ? false : settingsCover(settings, method);
}
