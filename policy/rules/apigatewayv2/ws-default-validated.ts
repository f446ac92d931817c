import { isWebSocket, V2_ROUTE } from "../../aws/v2-api";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";
import { webSocketApi } from "./api.fixture";

export default defineRule({
  id: "ws-default-validated",
  title: "Messages without a known action are checked before they reach the backend",
  severity: "low",
  scope: "stack",
  types: [V2_ROUTE],
  frameworks: { "nist-800-53-r5": ["SI-10"], soc2: ["CC6.6"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html",
  ],
  options: noOptions,
  fix: "set requestModels and modelSelectionExpression on the $default route",
  check({ resource, stack, expect, notApplicable }) {
    const applies = all([resource.get("routeKey").is("$default"), isWebSocket(resource, stack)]);
    if (applies === false) return notApplicable();
    const models = resource.get("requestModels");
    const listed = models.unknown ? "unknown" : models.entries.length > 0;
    expect(any([not(applies), listed]), models, "whatever a client sends reaches the backend");
    const selection = resource.get("modelSelectionExpression");
    expect(any([not(applies), selection.present]), selection, "no model is ever selected");
  },
  compliant: stackOf(webSocketApi, {
    type: V2_ROUTE,
    name: "subject",
    props: {
      apiId: ref("api", "id"),
      routeKey: "$default",
      requestModels: { message: "Message" },
      modelSelectionExpression: "$request.body.action",
    },
  }),
  violations: {
    "no model": wrong("requestModels", undefined),
    "no selection": wrong("modelSelectionExpression", undefined),
  },
});
