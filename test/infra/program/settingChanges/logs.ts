import type { SettingChange } from "./settingChange";

/** Keys of `logs`. */
export const logs: readonly SettingChange[] = [
  {
    set: {
      "logs.retentionDays": 400,
    },
    changes: [
      "update LogGroup * retentionInDays",
      "update BucketLifecycleConfiguration avatars-log-lifecycle rules",
    ],
  },
];
