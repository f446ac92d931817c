import { UPPER_ALPHANUMERIC } from "../fingerprint";
import type { Resource, ServiceTable } from "../model";
import { derive, globalArn, input, joined, random, text, timestamp } from "../model";

/** IAM's unique ids: a prefix that tells the kind, then 17 characters. Source: IAM, "Unique identifiers". */
const uniqueId = (resource: Resource, prefix: string): string =>
  prefix + derive(resource, "unique", 17, UPPER_ALPHANUMERIC);

const named = (resource: Resource, kind: string): string =>
  globalArn(resource, "iam", `${kind}${input(resource, "path", "/")}${input(resource, "name")}`);

const attachment = (owner: string): ServiceTable[string] => ({
  id: (resource) => `${input(resource, owner)}-${derive(resource, "id", 26, "0123456789")}`,
  regional: false,
  replaceOnChange: [owner, "policyArn"],
});

const inlinePolicy = (owner: string): ServiceTable[string] => ({
  id: joined(":", owner, "name"),
  autoname: { property: "name", maxLength: 128 },
  regional: false,
  replaceOnChange: [owner, "name", "namePrefix"],
});

/** Identity and Access Management: a global service, so nothing here has a Region. */
export const iam: ServiceTable = {
  "aws:iam/role:Role": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 64 },
    taggable: true,
    regional: false,
    // Inline and managed policies appear here once they are attached by resources of their own.
    defaults: {
      description: "",
      forceDetachPolicies: false,
      managedPolicyArns: [],
      maxSessionDuration: 3600,
      path: "/",
    },
    computed: (role) => ({
      arn: named(role, "role"),
      createDate: timestamp(role),
      uniqueId: uniqueId(role, "AROA"),
    }),
    replaceOnChange: ["name", "namePrefix", "path"],
  },
  "aws:iam/policy:Policy": {
    id: (policy) => named(policy, "policy"),
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    regional: false,
    defaults: { description: "", path: "/" },
    computed: (policy) => ({ arn: policy.id, attachmentCount: 0, policyId: uniqueId(policy, "ANPA") }),
    replaceOnChange: ["description", "name", "namePrefix", "path"],
  },
  "aws:iam/rolePolicy:RolePolicy": inlinePolicy("role"),
  "aws:iam/groupPolicy:GroupPolicy": inlinePolicy("group"),
  "aws:iam/userPolicy:UserPolicy": inlinePolicy("user"),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attachment("role"),
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": attachment("group"),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": attachment("user"),
  "aws:iam/policyAttachment:PolicyAttachment": {
    id: joined("", "name"),
    autoname: { property: "name" },
    regional: false,
    replaceOnChange: ["name", "policyArn"],
  },
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive": {
    id: joined("", "roleName"),
    regional: false,
    replaceOnChange: ["roleName"],
  },
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": {
    id: joined("", "roleName"),
    regional: false,
    replaceOnChange: ["roleName"],
  },
  "aws:iam/group:Group": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 128 },
    regional: false,
    defaults: { path: "/" },
    computed: (group) => ({ arn: named(group, "group"), uniqueId: uniqueId(group, "AGPA") }),
  },
  "aws:iam/user:User": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 64 },
    taggable: true,
    regional: false,
    defaults: { forceDestroy: false, path: "/" },
    computed: (user) => ({ arn: named(user, "user"), uniqueId: uniqueId(user, "AIDA") }),
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    regional: false,
    defaults: { path: "/" },
    computed: (profile) => ({
      arn: named(profile, "instance-profile"),
      createDate: timestamp(profile),
      uniqueId: uniqueId(profile, "AIPA"),
    }),
    replaceOnChange: ["name", "namePrefix", "path"],
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    id: (provider) =>
      globalArn(provider, "iam", `oidc-provider/${input(provider, "url").replace(/^https:\/\//, "")}`),
    taggable: true,
    regional: false,
    computed: (provider) => ({ arn: provider.id }),
    replaceOnChange: ["url"],
  },
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": {
    id: (role) => globalArn(role, "iam", `role${linkedPath(role)}${linkedName(role)}`),
    taggable: true,
    regional: false,
    computed: (role) => ({
      arn: role.id,
      createDate: timestamp(role),
      name: linkedName(role),
      path: linkedPath(role),
      uniqueId: uniqueId(role, "AROA"),
    }),
    replaceOnChange: ["awsServiceName", "customSuffix"],
  },
  "aws:iam/accessKey:AccessKey": {
    id: random(16, UPPER_ALPHANUMERIC, "AKIA"),
    regional: false,
    defaults: { status: "Active" },
    computed: (key) => ({
      createDate: timestamp(key),
      secret: derive(key, "secret", 40, UPPER_ALPHANUMERIC),
      encryptedSecret: "",
      encryptedSesSmtpPasswordV4: "",
      keyFingerprint: "",
      sesSmtpPasswordV4: derive(key, "smtp", 44, UPPER_ALPHANUMERIC),
    }),
    replaceOnChange: ["pgpKey", "user"],
  },
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": {
    id: () => "iam-account-password-policy",
    regional: false,
    computed: () => ({ expirePasswords: false }),
  },
};

const linkedPath = (role: Resource): string => `/aws-service-role/${input(role, "awsServiceName")}/`;

/** `ops.apigateway.amazonaws.com` → `AWSServiceRoleForOpsApigateway`; AWS's own names differ in case only. */
function linkedName(role: Resource): string {
  const service = text(input(role, "awsServiceName").split(".amazonaws")[0]);
  const name = service.replace(/(^|\.)([a-z])/g, (_match, _dot, letter: string) => letter.toUpperCase());
  const suffix = input(role, "customSuffix");
  return `AWSServiceRoleFor${name}${suffix ? `_${suffix}` : ""}`;
}
