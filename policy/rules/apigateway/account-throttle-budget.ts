import { METHOD_SETTINGS, REST_API, STAGE } from "../../aws/rest-method";
import { ALL_STAGES, rateOf } from "../../aws/stage-rate";
import { V2_STAGE } from "../../aws/v2-api";
import { ref, stackOf, wrong } from "../../model/fixture";
import { oncePer } from "../../model/once";
import { integer, names, optionsOf } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";

/** Requests a second. */
interface Spent {
  readonly sum: number;
  /** Whether the Region or rate of a stage is not known yet, so that it may be more. */
  readonly hidden: boolean;
}

/** What each stage of a known Region lets through together with those before it in the same Region. */
const spentUpTo = oncePer((stack: Stack): ReadonlyMap<Resource, Spent> => {
  const stages = new Map<Resource, Spent>();
  const regions = new Map<string, Spent>();
  let anywhere = false;
  for (const stage of stack.ofType(...ALL_STAGES)) {
    const rate = rateOf(stage, stack);
    const region = stage.region.text;
    if (region === undefined) {
      anywhere ||= rate !== "none";
      continue;
    }
    const { sum, hidden } = regions.get(region) ?? { sum: 0, hidden: false };
    const spent = { sum: sum + (typeof rate === "number" ? rate : 0), hidden: hidden || rate === "unknown" };
    regions.set(region, spent);
    stages.set(stage, { ...spent, hidden: spent.hidden || anywhere });
  }
  return stages;
});

export default defineRule({
  id: "account-throttle-budget",
  title: "The rates of all stages of a Region stay within the account's quota",
  severity: "high",
  scope: "stack",
  types: ALL_STAGES,
  frameworks: { "nist-800-53-r5": ["SC-5"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"],
  choice:
    "Stages count in the order of their URNs, and the first that no longer fits is named. A stage without a limit is left to rest-stage-throttle and v2-stage-throttle. Raise accountRate when AWS has raised the quota, lower it when other stacks share the account.",
  options: optionsOf({
    accountRate: integer("Requests a second that the account may take in a Region.", 10_000, 1),
    lowAccountRate: integer("The same in the Regions of lowQuotaRegions.", 2_500, 1),
    lowQuotaRegions: names("Regions with the lower quota.", [
      "af-south-1",
      "ap-south-2",
      "ap-southeast-3",
      "ap-southeast-4",
      "ap-southeast-5",
      "ap-southeast-7",
      "ca-west-1",
      "eu-central-2",
      "eu-south-1",
      "eu-south-2",
      "il-central-1",
      "me-central-1",
      "mx-central-1",
    ]),
  }),
  fix: "lower throttlingRateLimit of the stages, or have the quota raised and set accountRate",
  check({ resource, stack, options, expect, notApplicable }) {
    const own = rateOf(resource, stack);
    if (own === "none") return notApplicable();
    const region = resource.region.text;
    if (region === undefined || own === "unknown")
      return expect("unknown", "", "the stage's Region or rate is not known yet");
    const budget = options.lowQuotaRegions.includes(region) ? options.lowAccountRate : options.accountRate;
    const { sum, hidden } = spentUpTo(stack).get(resource) ?? { sum: 0, hidden: true };
    expect(
      sum > budget ? false : hidden ? "unknown" : true,
      "",
      `with this stage, ${region} lets through ${sum} requests a second, and the account only ${budget}: a busy stage starves the others`,
    );
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: {} },
    { type: STAGE, name: "first", props: { restApi: ref("api", "id"), stageName: "v1" } },
    {
      type: METHOD_SETTINGS,
      name: "settings",
      props: {
        restApi: ref("api", "id"),
        stageName: ref("first", "stageName"),
        methodPath: "*/*",
        settings: { throttlingRateLimit: 6000, throttlingBurstLimit: 3000 },
      },
    },
    {
      type: V2_STAGE,
      name: "subject",
      props: {
        apiId: "api",
        defaultRouteSettings: { throttlingRateLimit: 4000, throttlingBurstLimit: 2000 },
      },
    },
  ),
  violations: {
    "both together": wrong(["defaultRouteSettings", "throttlingRateLimit"], 4001, ""),
    "one alone": wrong(["settings", "throttlingRateLimit"], 20_000, "", "settings"),
  },
});
