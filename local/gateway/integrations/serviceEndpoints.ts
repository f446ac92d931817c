/** Where the AWS services behind integrations are served. */
export interface ServiceEndpoints {
  /**
   * Base URL on loopback of a service, named as in an integration URI and in an endpoint's host name: `sqs`, `kinesis`,
   * `states`, `dynamodb`, `secretsmanager` …; undefined when the rehearsal does not serve it.
   */
  endpointOf(service: string): string | undefined;
}

/** No service is served. */
export const NO_ENDPOINTS: ServiceEndpoints = { endpointOf: () => undefined };
