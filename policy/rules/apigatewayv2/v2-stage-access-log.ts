import { LOG_GROUP } from "../../aws/log-group";
import { V2_STAGE } from "../../aws/v2-api";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "v2-stage-access-log",
  title: "Every stage of an HTTP or WebSocket API writes an access log",
  severity: "medium",
  scope: "stack",
  types: [V2_STAGE],
  frameworks: {
    fsbp: ["APIGateway.9"],
    "nist-800-53-r5": ["AU-2"],
    "pci-dss-4": ["10.2.1"],
    "iso-27001": ["A.8.15"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html"],
  options: noOptions,
  fix: "set accessLogSettings.destinationArn and format",
  check({ resource, stack, expect }) {
    const destination = resource.get("accessLogSettings", "destinationArn");
    const toLogGroup = stack.computedFrom(destination, resource, "accessLogSettings", LOG_GROUP);
    for (const key of ["destinationArn", "format"]) {
      const value = resource.get("accessLogSettings", key);
      expect(
        key === "destinationArn" && toLogGroup ? true : value.test((raw) => raw !== ""),
        value,
        `the access log has no ${key}`,
      );
    }
  },
  compliant: only(V2_STAGE, { accessLogSettings: { destinationArn: "log", format: "{}" } }),
  violations: {
    "no log": wrong("accessLogSettings", undefined, "accessLogSettings.destinationArn"),
    "no format": wrong(["accessLogSettings", "format"], undefined),
  },
});
