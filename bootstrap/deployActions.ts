/** What a deployment does with the resources of one service. */
export interface ServiceActions {
  /** Without the service's prefix. Actions on what customers store, and decryption, are not among them. */
  readonly actions: readonly string[];
  /** Resource parts of the ARNs. @default - every resource, where ids are generated or there is no ARN yet */
  readonly resources?: readonly string[];
  /** ARNs of the service have no Region. @default false */
  readonly global?: boolean;
  /** ARNs of the service have no account either. @default false */
  readonly withoutAccount?: boolean;
}

const tags = ["TagResource", "UntagResource", "ListTagsForResource"] as const;

/**
 * The control-plane actions of every service that the platform uses, by service prefix (service authorization
 * reference). `${project}` begins the names of what it makes; where AWS chooses the name or id, the whole service's
 * resources of the account are meant, and only management actions are given.
 */
export const deployActions = (project: string): Readonly<Record<string, ServiceActions>> => ({
  acm: {
    actions: [
      "RequestCertificate",
      "DescribeCertificate",
      "DeleteCertificate",
      "UpdateCertificateOptions",
    ].concat("AddTagsToCertificate", "RemoveTagsFromCertificate", "ListTagsForCertificate"),
    resources: ["certificate/*"],
  },
  // API Gateway has verbs for actions and paths for resources, without an account.
  apigateway: {
    actions: [
      "GET",
      "POST",
      "PUT",
      "PATCH",
      "DELETE",
      "UpdateRestApiPolicy",
      "SetWebACL",
      "AddCertificateToDomain",
    ],
    resources: ["/*"],
    withoutAccount: true,
  },
  backup: {
    actions: [
      "Create*",
      "Delete*",
      "Describe*",
      "Get*",
      "List*",
      "Put*",
      "Update*",
      "TagResource",
      "UntagResource",
    ],
  },
  budgets: {
    actions: ["ViewBudget", "ModifyBudget", ...tags],
    resources: [`budget/${project}-*`],
    global: true,
  },
  cloudfront: {
    actions: ["Create*", "Delete*", "Get*", "List*", "Update*", "TagResource", "UntagResource"],
    resources: ["*"],
    global: true,
  },
  cloudwatch: {
    actions: [
      "DeleteAlarms",
      "DescribeAlarms",
      "PutMetricAlarm",
      "PutCompositeAlarm",
      "PutAnomalyDetector",
    ].concat(
      [
        "DeleteAnomalyDetector",
        "DescribeAnomalyDetectors",
        "PutDashboard",
        "DeleteDashboards",
        "GetDashboard",
      ],
      tags,
    ),
  },
  "cognito-identity": {
    actions: [
      "CreateIdentityPool",
      "DeleteIdentityPool",
      "DescribeIdentityPool",
      "UpdateIdentityPool",
    ].concat(["GetIdentityPoolRoles", "SetIdentityPoolRoles"], tags),
    resources: ["identitypool/*"],
  },
  "cognito-idp": {
    actions: [
      "Associate*",
      "Create*",
      "Delete*",
      "Describe*",
      "Disassociate*",
      "Get*",
      "List*",
      "Set*",
      "Update*",
    ].concat("TagResource", "UntagResource"),
    resources: ["userpool/*"],
  },
  dynamodb: {
    actions: ["CreateTable", "DeleteTable", "DescribeTable", "UpdateTable", "DescribeTimeToLive"].concat(
      ["UpdateTimeToLive", "DescribeContinuousBackups", "UpdateContinuousBackups", "ListTagsOfResource"],
      ["TagResource", "UntagResource"],
    ),
    resources: ["table/*"],
  },
  ec2: {
    actions: ["Allocate*", "Associate*", "Attach*", "Authorize*", "Create*", "Delete*", "Describe*"].concat([
      "Detach*",
      "Disassociate*",
      "GetManagedPrefixListEntries",
      "Modify*",
      "Release*",
      "Replace*",
      "Revoke*",
    ]),
  },
  elasticloadbalancing: {
    actions: [
      "AddTags",
      "Create*",
      "Delete*",
      "Deregister*",
      "Describe*",
      "Modify*",
      "Register*",
      "RemoveTags",
      "Set*",
    ],
  },
  inspector2: { actions: ["BatchGetAccountStatus", "Disable", "Enable"] },
  kinesis: {
    actions: ["CreateStream", "DeleteStream", "DescribeStream*", "Increase*", "Decrease*", "Update*"].concat(
      ["StartStreamEncryption", "StopStreamEncryption", "ListTagsForStream", "AddTagsToStream"],
      ["RemoveTagsFromStream"],
    ),
    resources: [`stream/${project}-*`],
  },
  // Grants only for services (the policy's condition); no Decrypt: what the keys protect is not for a deployment.
  kms: {
    actions: ["CreateAlias", "CreateKey", "DeleteAlias", "DescribeKey", "Enable*", "GetKey*", "List*"].concat(
      [
        "PutKeyPolicy",
        "ScheduleKeyDeletion",
        "TagResource",
        "UntagResource",
        "UpdateAlias",
        "UpdateKeyDescription",
      ],
    ),
  },
  lambda: {
    actions: [
      "AddPermission",
      "Create*",
      "Delete*",
      "Get*",
      "List*",
      "PublishVersion",
      "Put*",
      "RemovePermission",
    ].concat(["TagResource", "UntagResource", "Update*"]),
    resources: [`function:${project}-*`, "event-source-mapping:*"],
  },
  logs: {
    actions: [
      "AssociateKmsKey",
      "CreateLogDelivery",
      "CreateLogGroup",
      "DeleteLogDelivery",
      "DeleteLogGroup",
    ].concat(
      [
        "DeleteMetricFilter",
        "DeleteQueryDefinition",
        "DeleteResourcePolicy",
        "DeleteRetentionPolicy",
        "Describe*",
      ],
      ["DisassociateKmsKey", "GetLogDelivery", "ListLogDeliveries", "PutMetricFilter", "PutQueryDefinition"],
      ["PutResourcePolicy", "PutRetentionPolicy", "UpdateLogDelivery", ...tags],
    ),
  },
  route53: {
    actions: [
      "ChangeResourceRecordSets",
      "ChangeTagsForResource",
      "Create*",
      "Delete*",
      "Get*",
      "List*",
      "Update*",
    ].concat("AssociateVPCWithHostedZone", "DisassociateVPCFromHostedZone"),
  },
  s3: {
    actions: [
      "CreateBucket",
      "DeleteBucket",
      "DeleteBucketPolicy",
      "Get*Configuration",
      "GetBucket*",
      "ListBucket",
    ].concat(["PutBucket*", "Put*Configuration", "PutBucketPolicy"]),
    resources: [`${project}-*`],
    global: true,
    withoutAccount: true,
  },
  secretsmanager: {
    actions: [
      "CreateSecret",
      "DeleteSecret",
      "DescribeSecret",
      "GetResourcePolicy",
      "PutResourcePolicy",
    ].concat([
      "DeleteResourcePolicy",
      "RotateSecret",
      "CancelRotateSecret",
      "UpdateSecret",
      "TagResource",
      "UntagResource",
    ]),
    resources: [`secret:${project}*`],
  },
  sns: {
    actions: [
      "CreateTopic",
      "DeleteTopic",
      "GetTopicAttributes",
      "SetTopicAttributes",
      "Subscribe",
      "Unsubscribe",
    ].concat(["GetSubscriptionAttributes", "SetSubscriptionAttributes", "ListSubscriptionsByTopic", ...tags]),
    resources: ["*"],
  },
  sqs: {
    actions: ["CreateQueue", "DeleteQueue", "GetQueueAttributes", "GetQueueUrl", "ListQueueTags"].concat(
      "SetQueueAttributes",
      "TagQueue",
      "UntagQueue",
    ),
    resources: [`${project}-*`],
  },
  states: {
    actions: [
      "CreateStateMachine",
      "DeleteStateMachine",
      "DescribeStateMachine",
      "UpdateStateMachine",
    ].concat(["ListStateMachineVersions", "ValidateStateMachineDefinition", ...tags]),
    resources: ["stateMachine:*"],
  },
  wafv2: {
    actions: ["Associate*", "Create*", "Delete*", "Disassociate*", "Get*", "List*", "Put*", "Update*"].concat(
      "TagResource",
      "UntagResource",
    ),
  },
});
