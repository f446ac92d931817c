import { isWebSocket, V2_STAGE } from "../../aws/v2-api";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";
import { webSocketApi } from "./api.fixture";

export default defineRule({
  id: "ws-stage-execution-log",
  title: "A WebSocket stage logs the execution of its routes, at least the errors",
  severity: "medium",
  scope: "stack",
  types: [V2_STAGE],
  frameworks: { fsbp: ["APIGateway.1"], "nist-800-53-r5": ["AU-2"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html"],
  choice: "HTTP APIs have no execution log.",
  options: noOptions,
  fix: "set defaultRouteSettings.loggingLevel to ERROR or INFO",
  check({ resource, stack, expect, notApplicable }) {
    const applies = isWebSocket(resource, stack);
    if (applies === false) return notApplicable();
    const level = resource.get("defaultRouteSettings", "loggingLevel");
    const logs = level.matches((text) => text === "ERROR" || text === "INFO");
    expect(
      implies(applies, logs),
      level,
      `loggingLevel is ${level.shown ?? "not set"}: no errors are logged`,
    );
  },
  compliant: stackOf(webSocketApi, {
    type: V2_STAGE,
    name: "subject",
    props: { apiId: ref("api", "id"), defaultRouteSettings: { loggingLevel: "ERROR" } },
  }),
  violations: {
    off: wrong(["defaultRouteSettings", "loggingLevel"], "OFF"),
    "not set": wrong("defaultRouteSettings", undefined, "defaultRouteSettings.loggingLevel"),
  },
});
