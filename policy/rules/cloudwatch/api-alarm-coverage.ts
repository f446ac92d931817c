import { isWatched } from "../../aws/alarmed-metrics";
import { REST_API, STAGE } from "../../aws/rest-method";
import { missing, ref, stackOf, type FixtureResource } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const METRICS = ["4XXError", "5XXError", "Latency", "Count"];

const alarm = (metric: string): FixtureResource => ({
  type: ALARM,
  name: metric,
  props: {
    namespace: "AWS/ApiGateway",
    metricName: metric,
    dimensions: { ApiName: ref("api", "name"), Stage: "prod" },
  },
});

export default defineRule({
  id: "api-alarm-coverage",
  title: "Each stage has alarms on errors, latency and traffic",
  severity: "medium",
  scope: "stack",
  types: [STAGE],
  frameworks: {
    "nist-800-53-r5": ["AU-6", "IR-4", "SI-4"],
    "pci-dss-4": ["10.4", "10.7", "11.5"],
    soc2: ["CC7.2", "CC7.3"],
    "iso-27001": ["A.5.25", "A.8.16"],
  },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html",
  ],
  choice:
    "An alarm on the whole API covers its stages. Throttled calls have no metric of their own in a REST API: Count shows them coming, 4XXError that they are there.",
  options: optionsOf({ metrics: names("Metrics of AWS/ApiGateway that need an alarm.", METRICS) }),
  fix: "add a MetricAlarm with the dimensions ApiName and Stage for the metric",
  check({ resource, stack, options, expect }) {
    const [api] = stack.targets(resource, "restApi", REST_API).resources;
    for (const metric of options.metrics) {
      const covered = isWatched(stack, {
        namespace: "AWS/ApiGateway",
        metric,
        dimension: "ApiName",
        owners: api ? [api] : [],
        names: [api?.get("name"), api?.outputs.get("name")],
        narrowed: ["Stage", resource.get("stageName")],
      });
      expect(covered, "", `no alarm watches ${metric} of the stage`);
    }
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: { name: "storefront" } },
    { type: STAGE, name: "subject", props: { restApi: ref("api", "id"), stageName: "prod" } },
    ...METRICS.map(alarm),
  ),
  violations: Object.fromEntries(METRICS.map((metric) => [`no ${metric}`, missing(metric, "")])),
});
