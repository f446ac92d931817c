/**
 * What becomes of each resource type in the rehearsal. A type that stands in none of these lists is named at start-up as
 * one that the rehearsal does not know.
 */

/** Types that a room of the rehearsal reads: it executes them, and names itself what of them it does not execute. */
export const SERVED: readonly string[] = [
  "aws:apigateway/apiKey:ApiKey",
  "aws:apigateway/authorizer:Authorizer",
  "aws:apigateway/basePathMapping:BasePathMapping",
  "aws:apigateway/domainName:DomainName",
  "aws:apigateway/domainNameAccessAssociation:DomainNameAccessAssociation",
  "aws:apigateway/integration:Integration",
  "aws:apigateway/integrationResponse:IntegrationResponse",
  "aws:apigateway/method:Method",
  "aws:apigateway/methodSettings:MethodSettings",
  "aws:apigateway/model:Model",
  "aws:apigateway/requestValidator:RequestValidator",
  "aws:apigateway/resource:Resource",
  "aws:apigateway/response:Response",
  "aws:apigateway/restApi:RestApi",
  "aws:apigateway/restApiPolicy:RestApiPolicy",
  "aws:apigateway/stage:Stage",
  "aws:apigateway/usagePlan:UsagePlan",
  "aws:apigateway/usagePlanKey:UsagePlanKey",
  "aws:apigatewayv2/api:Api",
  "aws:apigatewayv2/apiMapping:ApiMapping",
  "aws:apigatewayv2/authorizer:Authorizer",
  "aws:apigatewayv2/domainName:DomainName",
  "aws:apigatewayv2/integration:Integration",
  "aws:apigatewayv2/integrationResponse:IntegrationResponse",
  "aws:apigatewayv2/model:Model",
  "aws:apigatewayv2/route:Route",
  "aws:apigatewayv2/routeResponse:RouteResponse",
  "aws:apigatewayv2/stage:Stage",
  "aws:apigatewayv2/vpcLink:VpcLink",
  "aws:cloudfront/distribution:Distribution",
  "aws:cognito/identityPool:IdentityPool",
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment",
  "aws:cognito/user:User",
  "aws:cognito/userGroup:UserGroup",
  "aws:cognito/userInGroup:UserInGroup",
  "aws:cognito/userPool:UserPool",
  "aws:cognito/userPoolClient:UserPoolClient",
  "aws:cognito/userPoolDomain:UserPoolDomain",
  "aws:dynamodb/table:Table",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:kinesis/stream:Stream",
  "aws:lambda/alias:Alias",
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  "aws:lambda/function:Function",
  "aws:lambda/permission:Permission",
  "aws:secretsmanager/secret:Secret",
  "aws:secretsmanager/secretRotation:SecretRotation",
  "aws:secretsmanager/secretVersion:SecretVersion",
  "aws:sfn/stateMachine:StateMachine",
  "aws:sqs/queue:Queue",
  "aws:sqs/queuePolicy:QueuePolicy",
  "aws:sqs/redrivePolicy:RedrivePolicy",
  "aws:wafv2/ipSet:IpSet",
  "aws:wafv2/regexPatternSet:RegexPatternSet",
  "aws:wafv2/ruleGroup:RuleGroup",
  "aws:wafv2/webAcl:WebAcl",
  "aws:wafv2/webAclAssociation:WebAclAssociation",
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
];

/**
 * Types whose absence changes no answer on localhost and that nobody expects to act here: what they say is in other
 * resources, or is for people's eyes.
 */
export const DESCRIBES: readonly string[] = [
  // The role that API Gateway writes logs with.
  "aws:apigateway/account:Account",
  // The stage that presents it says that it does not.
  "aws:apigateway/clientCertificate:ClientCertificate",
  // A snapshot of the API that stands beside it.
  "aws:apigateway/deployment:Deployment",
  "aws:apigatewayv2/deployment:Deployment",
  "aws:apigateway/methodResponse:MethodResponse",
  "aws:cloudwatch/dashboard:Dashboard",
  // Each has its file, whether it is declared or not.
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/queryDefinition:QueryDefinition",
  // Clients name the scopes that they may ask for.
  "aws:cognito/resourceServer:ResourceServer",
  // The user pool whose threat protection it sets says that no sign-in is assessed.
  "aws:cognito/riskConfiguration:RiskConfiguration",
];

/** Types that are not executed, for one reason. */
export interface NotExecuted {
  /** What they are, in a few words: start-up names all groups on one line. */
  readonly short: string;
  /** What that means, as a sentence without its end. */
  readonly message: string;
  readonly types: readonly string[];
}

export const NOT_EXECUTED: readonly NotExecuted[] = [
  {
    short: "DNS and health checks",
    message: "No name is resolved and no health is checked; a custom domain is a virtual host of this server",
    types: [
      "aws:route53/healthCheck:HealthCheck",
      "aws:route53/queryLog:QueryLog",
      "aws:route53/record:Record",
      "aws:route53/zone:Zone",
      "aws:route53/zoneAssociation:ZoneAssociation",
    ],
  },
  {
    short: "certificates",
    message: "No certificate is issued or presented; the rehearsal speaks plain HTTP on loopback",
    types: ["aws:acm/certificate:Certificate", "aws:acm/certificateValidation:CertificateValidation"],
  },
  {
    short: "S3 buckets",
    message: "S3 is not served; a call for a bucket or an object of it fails",
    types: [
      "aws:s3/bucket:Bucket",
      "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "aws:s3/bucketLogging:BucketLogging",
      "aws:s3/bucketObject:BucketObject",
      "aws:s3/bucketObjectv2:BucketObjectv2",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:s3/bucketVersioning:BucketVersioning",
    ],
  },
  {
    short: "alarms",
    message: "Alarms do not watch; no metric is recorded",
    types: ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "aws:cloudwatch/metricAlarm:MetricAlarm"],
  },
  {
    short: "SNS topics",
    message: "SNS is not served; nothing is published, and no subscriber gets a message",
    types: [
      "aws:sns/topic:Topic",
      "aws:sns/topicPolicy:TopicPolicy",
      "aws:sns/topicSubscription:TopicSubscription",
    ],
  },
  {
    short: "EventBridge rules",
    message: "No event and no schedule starts anything",
    types: ["aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/eventTarget:EventTarget"],
  },
  {
    short: "retries of asynchronous invocations",
    message: "A function that is invoked asynchronously is neither retried nor has it a destination",
    types: ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"],
  },
  {
    short: "flow logs",
    message: "Flow logs are not written",
    types: ["aws:ec2/flowLog:FlowLog"],
  },
  {
    short: "CloudFront logs",
    message: "Logs of CloudFront are not written",
    types: [
      "aws:cloudwatch/logDelivery:LogDelivery",
      "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
      "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    ],
  },
  {
    short: "IAM between functions and services",
    message: "What roles and policies allow is enforced by API Gateway only, not for calls of the AWS SDK",
    types: [
      "aws:iam/role:Role",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/policy:Policy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
    ],
  },
  {
    short: "networks",
    message:
      "There is no network: security groups refuse nothing, load balancers and VPC links reach stand-ins",
    types: [
      "aws:apigateway/vpcLink:VpcLink",
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      "aws:ec2/eip:Eip",
      "aws:ec2/internetGateway:InternetGateway",
      "aws:ec2/natGateway:NatGateway",
      "aws:ec2/route:Route",
      "aws:ec2/routeTable:RouteTable",
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      "aws:ec2/securityGroup:SecurityGroup",
      "aws:ec2/subnet:Subnet",
      "aws:ec2/vpc:Vpc",
      "aws:ec2/vpcEndpointService:VpcEndpointService",
      "aws:lb/listener:Listener",
      "aws:lb/loadBalancer:LoadBalancer",
      "aws:lb/targetGroup:TargetGroup",
      "aws:lb/targetGroupAttachment:TargetGroupAttachment",
      "aws:ram/principalAssociation:PrincipalAssociation",
      "aws:ram/resourceAssociation:ResourceAssociation",
      "aws:ram/resourceShare:ResourceShare",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    ],
  },
  {
    short: "encryption with KMS keys",
    message: "Nothing is encrypted with keys",
    types: ["aws:kms/alias:Alias", "aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"],
  },
  {
    short: "budgets and Inspector",
    message: "Nothing costs anything, and no function is scanned",
    types: ["aws:budgets/budget:Budget", "aws:inspector2/enabler:Enabler"],
  },
];
