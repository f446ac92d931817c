import type { SettingChange } from "./settingChange";

/** Keys of `protection`. */
export const protection: readonly SettingChange[] = [
  {
    set: {
      "protection.keyDeletionDays": 20,
    },
    changes: ["update Key *-key deletionWindowInDays", "update Secret *-origin-secret recoveryWindowInDays"],
  },
  {
    set: {
      "protection.waf.mode": "count",
    },
    changes: ["update WebAcl waf-acl rules", "update WebAcl edge-acl-acl rules"],
  },
  {
    set: {
      "protection.waf.requestsPerFiveMinutesPerAddress": 1001,
    },
    changes: [
      'update WebAcl waf-acl rules => "limit":1001',
      'update WebAcl edge-acl-acl rules => "limit":1001',
    ],
  },
  {
    set: {
      "protection.waf.requestsPerFiveMinutesPerApiKey": 1002,
    },
    changes: [
      'update WebAcl waf-acl rules => "limit":1002',
      'update WebAcl edge-acl-acl rules => "limit":1002',
    ],
  },
  {
    set: {
      "protection.waf.denyCountries": ["AQ"],
    },
    changes: ['update WebAcl waf-acl rules => "AQ"', 'update WebAcl edge-acl-acl rules => "AQ"'],
  },
  {
    set: {
      "protection.waf.anonymousAddresses": false,
    },
    changes: [
      "update WebAcl waf-acl rules => no AWSManagedRulesAnonymousIpList",
      "update WebAcl edge-acl-acl rules => no AWSManagedRulesAnonymousIpList",
    ],
  },
  {
    set: {
      "protection.waf.botControl": false,
    },
    changes: [
      "update WebAcl waf-acl rules => no AWSManagedRulesBotControlRuleSet",
      "update WebAcl edge-acl-acl rules => no AWSManagedRulesBotControlRuleSet",
    ],
  },
  {
    set: {
      "protection.waf.allowAddresses": ["192.0.2.0/24"],
    },
    changes: [
      "update WebAcl waf-acl rules => allowed-addresses",
      "update WebAcl edge-acl-acl rules => allowed-addresses",
      "create IpSet waf-allow-ipv4",
      "create IpSet edge-acl-allow-ipv4",
    ],
  },
  {
    set: {
      "protection.waf.denyAddresses": ["198.51.100.0/24"],
    },
    changes: [
      "update WebAcl waf-acl rules => denied-addresses",
      "update WebAcl edge-acl-acl rules => denied-addresses",
      "create IpSet waf-deny-ipv4",
      "create IpSet edge-acl-deny-ipv4",
    ],
  },
  {
    set: {
      "protection.waf.largeBodies": [
        {
          path: "/pictures",
          kilobytes: 48,
        },
      ],
    },
    changes: [
      'update WebAcl waf-acl rules => "/pictures"',
      'update WebAcl edge-acl-acl rules => "/pictures"',
      "update WebAcl waf-acl associationConfig",
      "update WebAcl edge-acl-acl associationConfig",
    ],
  },
  {
    set: {
      "protection.deletionProtection": false,
    },
    changes: [
      "update UserPool identity-pool deletionProtection => INACTIVE",
      "update Bucket avatars-*bucket forceDestroy => true",
      "update Secret partner-secrets-* recoveryWindowInDays",
      "update Stream partner-events-stream enforceConsumerDeletion => true",
      "update Table * deletionProtectionEnabled => false",
      "update LoadBalancer *-balancer enableDeletionProtection => false",
    ],
  },
];
