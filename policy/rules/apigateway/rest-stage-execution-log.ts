import { METHOD_SETTINGS, REST_API, STAGE } from "../../aws/rest-method";
import { settingsOf } from "../../aws/rest-stage";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "rest-stage-execution-log",
  title: "Every REST stage logs the execution of all its methods, at least the errors",
  severity: "medium",
  scope: "stack",
  types: [STAGE],
  frameworks: {
    fsbp: ["APIGateway.1"],
    "nist-800-53-r5": ["AU-2", "AU-3", "AU-12"],
    "pci-dss-4": ["10.2.1"],
    soc2: ["CC7.2"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"],
  options: noOptions,
  fix: 'add MethodSettings for "*/*" with loggingLevel ERROR or INFO',
  check({ resource, stack, expect }) {
    const { resources, complete } = settingsOf(resource, stack);
    const forAll = resources.filter((settings) => settings.get("methodPath").text === "*/*");
    const hidden = !complete || resources.some((settings) => settings.get("methodPath").unknown);
    if (forAll.length === 0) expect(hidden ? "unknown" : false, "", "no errors are logged");
    for (const settings of forAll) {
      const level = settings.get("settings", "loggingLevel");
      const logs = level.matches((text) => text === "ERROR" || text === "INFO");
      expect(
        logs,
        level,
        `loggingLevel of ${settings.name} is ${level.shown ?? "not set"}: no errors are logged`,
      );
    }
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: {} },
    { type: STAGE, name: "subject", props: { restApi: ref("api", "id"), stageName: "v1" } },
    {
      type: METHOD_SETTINGS,
      name: "settings",
      props: {
        restApi: ref("api", "id"),
        stageName: ref("subject", "stageName"),
        methodPath: "*/*",
        settings: { loggingLevel: "ERROR" },
      },
    },
  ),
  violations: {
    "no settings": missing("settings", ""),
    off: wrong(["settings", "loggingLevel"], "OFF", "settings.loggingLevel", "settings"),
  },
});
