import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";

export interface StageBudgetArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly monthlyUsd: number;
}

/**
 * A monthly budget over everything that carries the stage's tags. AWS counts by a tag only after it was activated as a
 * cost allocation tag in the payer account (Billing console).
 */
export class StageBudget extends pulumi.ComponentResource {
  constructor(name: string, args: StageBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:operations:StageBudget", name, {}, opts);
    const { config, target, monthlyUsd } = args;
    const tell = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      comparisonOperator: "GREATER_THAN",
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [...config.alarms.emails],
    });
    new aws.budgets.Budget(
      `${name}-month`,
      {
        name: target.prefix,
        budgetType: "COST",
        limitAmount: String(monthlyUsd),
        limitUnit: "USD",
        timeUnit: "MONTHLY",
        costFilters: [{ name: "TagKeyValue", values: [`user:stage$${target.stage}`] }],
        // A notification without a subscriber is refused.
        notifications: config.alarms.emails.length > 0 ? [tell("ACTUAL", 80), tell("FORECASTED", 100)] : [],
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
