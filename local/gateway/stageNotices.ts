import type { Declared } from "./declarations";
import type { MethodSettings } from "./methodSettings";
import type { Notice } from "./notice";

/** Properties of a stage that have no effect here, and what that means. */
const STAGE: readonly (readonly [property: string, short: string, message: string])[] = [
  ["xrayTracingEnabled", "X-Ray traces", "X-Ray traces are not recorded; requests do carry X-Amzn-Trace-Id."],
  [
    "clientCertificateId",
    "client certificates for backends",
    "No client certificate is presented to backends.",
  ],
  ["canarySettings", "canaries", "The canary gets no traffic; every request goes to the stage's deployment."],
];
const SETTINGS: readonly (readonly [property: string, short: string, message: string])[] = [
  ["loggingLevel", "execution logs", "Execution logs are not written; access logs are."],
  ["dataTraceEnabled", "execution logs", "Execution logs are not written, with or without data trace."],
  [
    "metricsEnabled",
    "CloudWatch metrics",
    "CloudWatch metrics are not recorded, so that alarms on them never change state.",
  ],
];

/** What a stage declares and the gateway does not execute. */
export function stageNotices(stage: Declared, settings: MethodSettings): Notice[] {
  const notices: Notice[] = [];
  for (const [property, short, message] of STAGE) {
    const value = stage.properties[property];
    if (value !== undefined && value !== false && value !== "" && value !== null)
      notices.push({ urn: stage.urn, property, message, short });
  }
  for (const [property, short, message] of SETTINGS)
    if (settings.declares(property))
      notices.push({ urn: stage.urn, property: `methodSettings.${property}`, message, short });
  return notices;
}
