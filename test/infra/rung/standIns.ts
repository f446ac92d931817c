interface Deployment {
  readonly deployment: { readonly resources: Resource[] };
}

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly id?: string;
  readonly provider?: string;
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
  const { resources } = (copy as Deployment).deployment;
  for (const { type, inputs, outputs } of resources)
    for (const properties of [inputs, outputs]) {
      if (type === "aws:apigateway/restApi:RestApi" && typeof properties?.body === "string")
        properties.body = mockIntegrationUri(properties.body);
      // `certificate-key-algorithm`
      if (type === "aws:acm/certificate:Certificate") delete properties?.keyAlgorithm;
    }
  // References are found to what comes before.
  resources.unshift(...lookedUpZones(resources));
  return copy;
}

/** `looked-up-hosted-zone` */
function lookedUpZones(resources: readonly Resource[]): Resource[] {
  const declared = new Set(
    resources.flatMap(({ type, id }) => (type === "aws:route53/zone:Zone" ? (id ?? "") : [])),
  );
  const records = new Map<string, Resource[]>();
  for (const resource of resources) {
    const zoneId = resource.inputs?.zoneId;
    if (resource.type === "aws:route53/record:Record" && typeof zoneId === "string" && !declared.has(zoneId))
      records.set(zoneId, [...(records.get(zoneId) ?? []), resource]);
  }
  return [...records].map(([id, [first, ...others]]) => {
    const name = [first, ...others].map((record) => String(record?.inputs?.name)).reduce(commonDomain);
    const [stack, project] = first?.urn.split("::") ?? [];
    return {
      urn: `${stack}::${project}::aws:route53/zone:Zone::looked-up-${id}`,
      type: "aws:route53/zone:Zone",
      custom: true,
      id,
      ...(first?.provider === undefined ? {} : { provider: first.provider }),
      inputs: { name },
      outputs: { id, name, zoneId: id, arn: `arn:aws:route53:::hostedzone/${id}` },
    };
  });
}

/** The domain that two names lie in. */
function commonDomain(left: string, right: string): string {
  const [ofLeft = [], ofRight = []] = [left, right].map((name) =>
    name.replace(/\.$/, "").split(".").reverse(),
  );
  const different = ofLeft.findIndex((label, index) => label !== ofRight[index]);
  return (different < 0 ? ofLeft : ofLeft.slice(0, different)).reverse().join(".");
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
