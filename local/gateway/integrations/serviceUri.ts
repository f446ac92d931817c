/** What an integration URI of an AWS service names. */
export interface ServiceUri {
  readonly region: string;
  /** `sqs`, `kinesis`, `states` …, without a subdomain. */
  readonly service: string;
  /** `path`: the rest is the path of the request; `action`: it is the name of an API action. */
  readonly kind: "path" | "action";
  readonly value: string;
}

const URI = /^arn:[\w-]+:apigateway:([\w-]+):(?:[\w.-]+\.)?([\w-]+):(path|action)\/(.*)$/;

/**
 * Reads `arn:aws:apigateway:{region}:{subdomain.service|service}:{path|action}/{service_api}`
 * (apigateway/latest/api/API_Integration.html, "uri"); undefined for anything else.
 */
export function parseServiceUri(uri: string): ServiceUri | undefined {
  const parts = URI.exec(uri);
  if (parts === null) return undefined;
  const [, region = "", service = "", kind, value = ""] = parts;
  return { region, service, kind: kind === "action" ? "action" : "path", value };
}

/** Protocol of a service that takes actions as JSON: version of `application/x-amz-json-…` and target prefix. */
interface JsonService {
  readonly version: "1.0" | "1.1";
  readonly target: string;
}

/** From the `aws.protocols` and target prefixes of each service's API model. */
const JSON_SERVICES: Readonly<Record<string, JsonService>> = {
  "cognito-idp": { version: "1.1", target: "AWSCognitoIdentityProviderService" },
  dynamodb: { version: "1.0", target: "DynamoDB_20120810" },
  events: { version: "1.1", target: "AWSEvents" },
  firehose: { version: "1.1", target: "Firehose_20150804" },
  kinesis: { version: "1.1", target: "Kinesis_20131202" },
  kms: { version: "1.1", target: "TrentService" },
  logs: { version: "1.1", target: "Logs_20140328" },
  secretsmanager: { version: "1.1", target: "secretsmanager" },
  ssm: { version: "1.1", target: "AmazonSSM" },
  states: { version: "1.0", target: "AWSStepFunctions" },
};

/** The headers that API Gateway gives an action of a JSON service; undefined for services with another protocol. */
export function jsonAction(
  service: string,
  action: string,
): { readonly contentType: string; readonly target: string } | undefined {
  const found = Object.hasOwn(JSON_SERVICES, service) ? JSON_SERVICES[service] : undefined;
  return found === undefined
    ? undefined
    : { contentType: `application/x-amz-json-${found.version}`, target: `${found.target}.${action}` };
}
