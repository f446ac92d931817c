import { USER_POOL_CLIENT } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Value } from "../../model/value";

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** A validity in seconds: its own value and unit, else Cognito's. */
function secondsOf(
  validity: Value,
  unit: Value,
  preset: { value: number; unit: string },
): number | "unknown" {
  if (validity.unknown || unit.unknown) return "unknown";
  const per = SECONDS[unit.text ?? preset.unit];
  const value = validity.state === "absent" || validity.number === 0 ? undefined : validity.number;
  if (validity.state === "known" && validity.number === undefined) return "unknown";
  // A unit alone does not change Cognito's own validity.
  if (value === undefined) return preset.value * (SECONDS[preset.unit] ?? 1);
  return per === undefined ? "unknown" : value * per;
}

export default defineRule({
  id: "client-token-ttl",
  title: "Tokens expire soon",
  severity: "medium",
  scope: "resource",
  types: [USER_POOL_CLIENT],
  frameworks: {
    "nist-800-53-r5": ["IA-2", "IA-5", "SC-12"],
    "pci-dss-4": ["8.6"],
    soc2: ["CC6.1", "CC6.3"],
    "iso-27001": ["A.5.17", "A.8.5"],
  },
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html",
  ],
  options: optionsOf({
    accessMinutes: integer("Longest life of access and ID tokens, in minutes.", 60, 5, 1440),
    refreshDays: integer("Longest life of refresh tokens, in days.", 30, 1, 3650),
  }),
  fix: "lower the validity, and state its unit in tokenValidityUnits",
  check({ resource, options, expect }) {
    const units = resource.get("tokenValidityUnits");
    const limits = [
      ["accessTokenValidity", "accessToken", options.accessMinutes * 60, { value: 1, unit: "hours" }],
      ["idTokenValidity", "idToken", options.accessMinutes * 60, { value: 1, unit: "hours" }],
      ["refreshTokenValidity", "refreshToken", options.refreshDays * 86_400, { value: 30, unit: "days" }],
    ] as const;
    for (const [property, unit, limit, preset] of limits) {
      const validity = resource.get(property);
      const seconds = secondsOf(validity, units.get(unit), preset);
      expect(
        seconds === "unknown" ? "unknown" : seconds <= limit,
        validity,
        seconds === "unknown"
          ? "how long the token lives is not known"
          : `a stolen token is good for ${seconds} seconds, more than ${limit}`,
      );
    }
  },
  compliant: only(USER_POOL_CLIENT, {
    accessTokenValidity: 60,
    idTokenValidity: 60,
    refreshTokenValidity: 30,
    tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
  }),
  violations: {
    "hours for want of a unit": wrong(
      ["tokenValidityUnits", "accessToken"],
      undefined,
      "accessTokenValidity",
    ),
    "a day": wrong("idTokenValidity", 1440),
    "a year": wrong("refreshTokenValidity", 365),
  },
});
