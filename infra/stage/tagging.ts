import * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "./schema";

/**
 * Types of this program that take tags. A transformation and not the provider's default tags: so the tags are among
 * the resource's own inputs, where previews, policies and `awsx` components see them. A test holds the table against
 * what the program declares.
 */
export const taggableTypes: ReadonlySet<string> = new Set([
  "aws:acm/certificate:Certificate",
  "aws:apigateway/apiKey:ApiKey",
  "aws:apigateway/clientCertificate:ClientCertificate",
  "aws:apigateway/domainName:DomainName",
  "aws:apigateway/domainNameAccessAssociation:DomainNameAccessAssociation",
  "aws:apigateway/restApi:RestApi",
  "aws:apigateway/stage:Stage",
  "aws:apigateway/usagePlan:UsagePlan",
  "aws:apigateway/vpcLink:VpcLink",
  "aws:apigatewayv2/api:Api",
  "aws:apigatewayv2/domainName:DomainName",
  "aws:apigatewayv2/stage:Stage",
  "aws:apigatewayv2/vpcLink:VpcLink",
  "aws:budgets/budget:Budget",
  "aws:cloudfront/distribution:Distribution",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/logDelivery:LogDelivery",
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
  "aws:cloudwatch/logDeliverySource:LogDeliverySource",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:cognito/identityPool:IdentityPool",
  "aws:cognito/userPool:UserPool",
  "aws:dynamodb/table:Table",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/flowLog:FlowLog",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpc:Vpc",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/vpcEndpointService:VpcEndpointService",
  "aws:iam/role:Role",
  "aws:kinesis/stream:Stream",
  "aws:kms/key:Key",
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  "aws:lambda/function:Function",
  "aws:lb/listener:Listener",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
  "aws:route53/healthCheck:HealthCheck",
  "aws:route53/zone:Zone",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
  "aws:sfn/stateMachine:StateMachine",
  "aws:sns/topic:Topic",
  "aws:sqs/queue:Queue",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:wafv2/ipSet:IpSet",
  "aws:wafv2/webAcl:WebAcl",
  "awsx:ec2:Vpc",
]);

/** The tags of every resource of a stage; the stage's own come last and win. */
export function stageTags(config: StageConfig): Readonly<Record<string, string>> {
  return { project: pulumi.getProject(), stage: config.stage, "managed-by": "pulumi", ...config.tags };
}

/** Puts the stage's tags on every taggable resource that is declared from now on; a resource's own tags win. */
export function tagEverything(tags: Readonly<Record<string, string>>): void {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
    if (!taggableTypes.has(type)) return undefined;
    const own = props.tags as pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
    return {
      props: { ...props, tags: own ? pulumi.output(own).apply((extra) => ({ ...tags, ...extra })) : tags },
      opts,
    };
  });
}
