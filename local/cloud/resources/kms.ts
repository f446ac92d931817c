import { fingerprint, HEX } from "../fingerprint";
import type { Resource, ServiceTable } from "../model";
import { arn, derive, input, joined, randomUuid } from "../model";

/** The key policy that KMS writes when none is given. Source: KMS Developer Guide, "Default key policy". */
const defaultPolicy = (resource: Resource): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:${resource.partition.id}:iam::${resource.accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });

const keyArn = (resource: Resource, idOrArn: string): string =>
  idOrArn.startsWith("arn:") ? idOrArn : arn(resource, "kms", `key/${idOrArn}`);

/** Key Management Service. */
export const kms: ServiceTable = {
  "aws:kms/key:Key": {
    // Multi-Region keys are told by their id: `mrk-` and 32 hexadecimal digits.
    id: (key) => (key.inputs.multiRegion === true ? `mrk-${derive(key, "id", 32, HEX)}` : randomUuid(key)),
    taggable: true,
    defaults: (key) => ({
      bypassPolicyLockoutSafetyCheck: false,
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      enableKeyRotation: false,
      isEnabled: true,
      keyUsage: "ENCRYPT_DECRYPT",
      multiRegion: false,
      policy: defaultPolicy(key),
      ...(key.inputs.enableKeyRotation === true ? { rotationPeriodInDays: 365 } : {}),
    }),
    computed: (key) => ({ arn: keyArn(key, key.id), keyId: key.id }),
    replaceOnChange: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
    validate: (key) => {
      const days = key.inputs.deletionWindowInDays;
      return typeof days === "number" && (days < 7 || days > 30)
        ? [
            {
              property: "deletionWindowInDays",
              reason: `KMS waits 7 to 30 days before it deletes a key, not ${days}.`,
            },
          ]
        : [];
    },
  },
  "aws:kms/replicaKey:ReplicaKey": {
    id: (key) => String(input(key, "primaryKeyArn").split("/").pop()),
    taggable: true,
    defaults: (key) => ({ enabled: true, policy: defaultPolicy(key) }),
    computed: (key) => ({
      arn: keyArn(key, key.id),
      keyId: key.id,
      keyRotationEnabled: false,
      keySpec: "SYMMETRIC_DEFAULT",
      keyUsage: "ENCRYPT_DECRYPT",
    }),
    replaceOnChange: ["primaryKeyArn"],
  },
  "aws:kms/alias:Alias": {
    id: joined("", "name"),
    autoname: { property: "name", prefix: "alias/" },
    computed: (alias) => ({
      arn: arn(alias, "kms", alias.id),
      targetKeyArn: keyArn(alias, input(alias, "targetKeyId")),
    }),
    replaceOnChange: ["name", "namePrefix"],
    validate: (alias) => {
      const name = input(alias, "name");
      return name.startsWith("alias/")
        ? []
        : [{ property: "name", reason: `A KMS alias must begin with "alias/", and "${name}" does not.` }];
    },
  },
  "aws:kms/keyPolicy:KeyPolicy": {
    id: joined("", "keyId"),
    defaults: { bypassPolicyLockoutSafetyCheck: false },
    replaceOnChange: ["keyId"],
  },
  "aws:kms/grant:Grant": {
    id: (grant) => `${input(grant, "keyId")}:${derive(grant, "grant", 64, HEX)}`,
    autoname: { property: "name" },
    computed: (grant) => ({
      grantId: String(grant.id.split(":").pop()),
      grantToken: fingerprint(`${grant.seed}#token`, 64, HEX),
    }),
    replaceOnChange: [
      "constraints",
      "grantCreationTokens",
      "granteePrincipal",
      "keyId",
      "name",
      "operations",
      "retireOnDelete",
      "retiringPrincipal",
    ],
  },
};
