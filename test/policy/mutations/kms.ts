import { more } from "./edits";
import { beside, changeJson, set, type Mutation } from "./mutation";
import { KEY } from "./targets";

/** Rule → the mistake that it must catch in the production stage. */
export const kmsMutations: Readonly<Record<string, Mutation>> = {
  "kms-deletion-window": set(KEY, "deletionWindowInDays", 3),
  "kms-description": set(KEY, "description", undefined),
  "kms-enabled": set(KEY, "isEnabled", false),
  "kms-grant-limited": beside("kms-grant-limited", "no operations"),
  "kms-logs-context": set(
    KEY,
    "policy",
    '{"Version":"2012-10-17","Statement":[{"Sid":"logs","Effect":"Allow","Principal":{"Service":"logs.eu-central-1.amazonaws.com"},"Action":["kms:Encrypt","kms:Decrypt"],"Resource":"*","Condition":{}}]}',
  ),
  "kms-no-lockout-bypass": set(KEY, "bypassPolicyLockoutSafetyCheck", true),
  "kms-no-wildcard-principal": changeJson(
    KEY,
    "policy",
    ["Statement"],
    more("*", "kms:Decrypt"),
    "kms-via-service",
  ),
  "kms-policy-defined": set(KEY, "policy", undefined),
  "kms-rotation": set(KEY, "enableKeyRotation", false),
  "kms-via-service": changeJson(
    KEY,
    "policy",
    ["Statement"],
    more({ AWS: "arn:aws:iam::000000000000:role/reader" }, "kms:Decrypt"),
  ),
};
