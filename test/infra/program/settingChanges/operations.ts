import type { SettingChange } from "./settingChange";

/** Keys of `operations`. */
export const operations: readonly SettingChange[] = [
  {
    set: {
      "operations.ownsInspector": true,
    },
    changes: ["create Enabler inspector-lambda"],
  },
  {
    set: {
      "operations.monthlyBudgetUsd": 100,
    },
    changes: ["create Budget budget-month"],
  },
  {
    set: {
      "operations.ownsApiGatewayLogRole": false,
    },
    changes: [
      "delete Role api-gateway-logs-role",
      "delete RolePolicy api-gateway-logs-policy",
      "delete Account api-gateway-logs-account",
    ],
  },
];
