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
  {
    set: {
      "domain.host": "www",
    },
    changes: [
      "update HealthCheck domain-health-v* fqdn => www.example.com",
      "update HealthCheck domain-health-v* tags => www.example.com",
      "replace Certificate domain-tls-certificate domainName => www.example.com",
      "create Record domain-tls-validation-www.example.com",
      "delete Record domain-tls-validation-api.example.com",
      "replace CertificateValidation domain-tls-validation *",
      "replace DomainName domain-name certificateArn",
      "replace DomainName domain-name domainName => www.example.com",
      "update MetricAlarm edge-alarms-storefront-certificate-expiry dimensions",
      "replace Record domain-a* aliases",
      "replace Record domain-a* name => www.example.com",
      "replace BasePathMapping domain-v* domainName => www.example.com",
    ],
  },
];
