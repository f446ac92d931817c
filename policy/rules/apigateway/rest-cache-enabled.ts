import { z } from "zod";
import { METHOD_SETTINGS, REST_API, STAGE } from "../../aws/rest-method";
import { settingsOf } from "../../aws/rest-stage";
import { ref, stackOf, wrong } from "../../model/fixture";
import { optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, not } from "../../model/truth";

export default defineRule({
  id: "rest-cache-enabled",
  title: "A stage has a cache exactly when its methods use one",
  severity: "low",
  scope: "stack",
  types: [STAGE],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
  choice:
    "Some rule sets want every stage cached, which costs money by the hour and is wrong for most methods; Security Hub only asks that a cache be encrypted. Here the two halves must agree: a cluster that no method uses is paid for nothing, and a method's cache without a cluster does nothing. `required` is for the stricter reading.",
  options: optionsOf({
    required: z.boolean().default(false).describe("Whether every stage must have a cache."),
  }),
  fix: "set cacheClusterEnabled on the stage and cachingEnabled in the settings of the methods, or neither",
  check({ resource, stack, options, expect, notApplicable }) {
    const cluster = resource.get("cacheClusterEnabled");
    const { resources, complete } = settingsOf(resource, stack);
    const used = any([
      ...resources.map((settings) => settings.get("settings", "cachingEnabled").isTrue()),
      complete ? false : "unknown",
    ]);
    const enabled = cluster.isTrue();
    if (enabled === false && used === false && !options.required) return notApplicable();
    expect(any([not(enabled), used]), cluster, "the cache is paid for, and no method uses it");
    expect(
      any([enabled, options.required ? false : not(used)]),
      cluster,
      options.required ? "the stage has no cache" : "methods ask for a cache that the stage does not have",
    );
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: {} },
    {
      type: STAGE,
      name: "subject",
      props: { restApi: ref("api", "id"), stageName: "v1", cacheClusterEnabled: true },
    },
    {
      type: METHOD_SETTINGS,
      name: "settings",
      props: {
        restApi: ref("api", "id"),
        stageName: ref("subject", "stageName"),
        methodPath: "orders/GET",
        settings: { cachingEnabled: true },
      },
    },
  ),
  violations: {
    "no cluster": wrong("cacheClusterEnabled", false),
    "no method": wrong(["settings", "cachingEnabled"], false, "cacheClusterEnabled", "settings"),
  },
});
