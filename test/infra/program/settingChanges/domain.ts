import type { SettingChange } from "./settingChange";

/** Keys of `domain`. */
export const domain: readonly SettingChange[] = [
  {
    set: {
      "domain.tlsPolicy": "TLS_1_2",
    },
    changes: [
      "update DomainName domain-name endpointAccessMode",
      "update DomainName domain-name securityPolicy",
    ],
  },
  {
    set: {
      "domain.ownsCaaRecord": false,
    },
    changes: ["delete Record zone-caa"],
  },
];
