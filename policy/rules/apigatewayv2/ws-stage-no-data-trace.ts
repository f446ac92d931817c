import { V2_STAGE } from "../../aws/v2-api";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

export default defineRule({
  id: "ws-stage-no-data-trace",
  title: "A WebSocket stage does not log whole messages",
  severity: "high",
  scope: "resource",
  types: [V2_STAGE],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html"],
  options: noOptions,
  fix: "leave dataTraceEnabled off; log single fields in the access log instead",
  check({ resource, expect }) {
    const traced = resource.get("defaultRouteSettings", "dataTraceEnabled");
    expect(not(traced.isTrue()), traced, "execution logs hold the full content of every message");
    const routes = resource.get("routeSettings");
    if (routes.unknown) expect("unknown", routes, "the settings of single routes are not known yet");
    for (const route of routes.items) {
      const own = route.get("dataTraceEnabled");
      const key = route.get("routeKey").shown ?? "a route";
      expect(not(own.isTrue()), own, `execution logs hold the full content of every message of ${key}`);
    }
  },
  compliant: only(V2_STAGE, {
    apiId: "api",
    defaultRouteSettings: { loggingLevel: "ERROR", dataTraceEnabled: false },
    routeSettings: [{ routeKey: "send", dataTraceEnabled: false }],
  }),
  violations: {
    "all routes": wrong(["defaultRouteSettings", "dataTraceEnabled"], true),
    "one route": wrong(["routeSettings", 0, "dataTraceEnabled"], true),
  },
});
