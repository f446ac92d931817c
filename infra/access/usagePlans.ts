import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RestApi } from "../api";
import type { Contract } from "../contract";
import type { StageConfig, Target, PlanName } from "../stage";
import { planNames } from "../stage";
import { planLimits } from "./planLimits";

export interface UsagePlansArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly contract: Contract;
  readonly api: RestApi;
}

/**
 * The usage plans of the partner API. Their limits hold for each key. Keys are no resources of this program: rotation
 * makes and removes them, so that no key is ever in the state.
 */
export class UsagePlans extends pulumi.ComponentResource {
  readonly ids: Readonly<Record<PlanName, pulumi.Output<string>>>;

  /** @throws UnknownMethodError when a plan limits a method that the contract does not have */
  constructor(name: string, args: UsagePlansArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:access:UsagePlans", name, {}, opts);
    const { config, target, contract, api } = args;
    const limits = planLimits(contract, config);
    const make = (plan: PlanName) =>
      new aws.apigateway.UsagePlan(
        `${name}-${plan}`,
        {
          name: `${target.prefix}-${contract.name}-${plan}`,
          description: `The ${plan} plan of the ${contract.name} API`,
          // By the stage's own output: a plan cannot be made before its stage, nor a stage removed before its plans.
          apiStages: [{ apiId: api.id, stage: api.stageName, throttles: limits[plan].methods }],
          throttleSettings: limits[plan].throttle,
          quotaSettings: limits[plan].quota,
        },
        { parent: this },
      );
    this.ids = Object.fromEntries(planNames.map((plan) => [plan, make(plan).id])) as UsagePlans["ids"];
    this.registerOutputs({ ids: this.ids });
  }
}
