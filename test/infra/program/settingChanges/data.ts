import type { SettingChange } from "./settingChange";

/** Keys of `data`. */
export const data: readonly SettingChange[] = [
  {
    set: {
      "data.recoveryDays": 30,
    },
    changes: [
      "update Table tables-* pointInTimeRecovery",
      "update Table partner-data-table pointInTimeRecovery",
      "update Table live-connections-table pointInTimeRecovery",
    ],
  },
  {
    set: {
      "data.pointInTimeRecovery": false,
    },
    changes: ['update Table * pointInTimeRecovery => "enabled":false'],
  },
];
