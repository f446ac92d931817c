import { LOG_GROUP } from "../../aws/log-group";
import { STAGE } from "../../aws/rest-method";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "rest-stage-access-log",
  title: "Every REST stage writes an access log",
  severity: "medium",
  scope: "stack",
  types: [STAGE],
  frameworks: { "nist-800-53-r5": ["AU-2"], "pci-dss-4": ["10.2.1"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"],
  options: noOptions,
  fix: "set accessLogSettings.destinationArn and format; a Firehose stream's name must begin with amazon-apigateway-",
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
    const named = destination.matches(
      (text) => !text.includes(":firehose:") || text.includes("/amazon-apigateway-"),
      true,
    );
    expect(
      toLogGroup || named,
      destination,
      "API Gateway writes to Firehose streams named amazon-apigateway-… only",
    );
  },
  compliant: only(STAGE, {
    accessLogSettings: { destinationArn: "arn:aws:logs:::log-group:a", format: "{}" },
  }),
  violations: {
    "no log": wrong("accessLogSettings", undefined, "accessLogSettings.destinationArn"),
    "no format": wrong(["accessLogSettings", "format"], undefined),
    "a stream of another name": wrong(
      ["accessLogSettings", "destinationArn"],
      "arn:aws:firehose:eu-central-1:000000000000:deliverystream/logs",
    ),
  },
});
