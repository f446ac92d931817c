interface Deployment {
  readonly deployment: { readonly resources: readonly Resource[] };
}

interface Resource {
  readonly type: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
}

interface Integration {
  type?: string;
  uri?: string;
  httpMethod?: string;
}

/** A copy of a deployment with the stand-ins of test/engine/rung-exceptions.md. */
export function withStandIns<T>(deployment: T): T {
  const copy = structuredClone(deployment);
  for (const { type, inputs, outputs } of (copy as Deployment).deployment.resources) {
    if (type !== "aws:apigateway/restApi:RestApi") continue;
    for (const properties of [inputs, outputs]) {
      if (typeof properties?.body === "string") properties.body = mockIntegrationUri(properties.body);
    }
  }
  return copy;
}

/** `mock-integration-uri` */
function mockIntegrationUri(body: string): string {
  const document = JSON.parse(body) as {
    paths: Record<string, Record<string, { "x-amazon-apigateway-integration"?: Integration }>>;
  };
  for (const operation of Object.values(document.paths).flatMap((item) => Object.values(item))) {
    const integration = operation["x-amazon-apigateway-integration"];
    if (integration?.type !== "mock") continue;
    integration.uri = "mock";
    integration.httpMethod = "POST";
  }
  return JSON.stringify(document);
}
