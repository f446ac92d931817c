import type * as pulumi from "@pulumi/pulumi";
import { KeyRotation, PartnerSecrets, UsagePlans } from "../access";
import { RestApi } from "../api";
import type { Contract } from "../contract";
import type { EdgeWebAcl } from "../edge";
import { subjects } from "../observability";
import type { Foundation } from "./foundation";
import { declarePartnerBackends, type PartnerBackends } from "./partnerBackends";
import { declarePartnerFront } from "./partnerFront";
import {
  together,
  type Watched,
  watchCertificate,
  watchEdgeCertificate,
  watchFunctions,
  watchRestApi,
} from "./watch";

/** What the other parts of the program, and people, want to know of the partner API. */
export interface Partner {
  readonly api: RestApi;
  /** Where callers reach it. */
  readonly url: pulumi.Output<string>;
  /** Whether the API has a web ACL of its own, and so cannot have the stage's. */
  readonly hasOwnWebAcl: boolean;
  /** Partner → name of the secret with its key and token. */
  readonly secretNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** Function to invoke in an emergency. */
  readonly rotationFunction: pulumi.Output<string>;
  readonly watched: Watched;
}

/**
 * The partner API: a Regional REST API for other companies' servers. Behind it a queue, a stream, two workflows and a
 * public service, all called by API Gateway itself; in front an authorizer, API keys and usage plans.
 */
export function declarePartner(
  foundation: Foundation,
  contract: Contract,
  { edgeWebAcl, deployAfter }: { readonly edgeWebAcl: EdgeWebAcl | undefined; readonly deployAfter: RestApi },
): Partner {
  const { config, target, dataKey, platformKey, logRole } = foundation;
  const common = { config, target };
  const settings = config.partner;

  const secrets = new PartnerSecrets("partner-secrets", { ...common, kmsKeyArn: dataKey.arn });
  const backends = declarePartnerBackends(foundation, secrets);
  const { orders, events, fulfilment, quote, authorizer } = backends;
  const api = new RestApi("partner", {
    ...common,
    contract,
    endpoint: { type: "REGIONAL" },
    settings: {
      throttle: settings.throttle,
      // Two seconds more than the longest, a quote, has (workflows/quote.asl.json): its own answer is the better error.
      integrationTimeoutMillis: 27_000,
    },
    functions: { authorizer },
    targets: {
      orders: { arn: orders.arn, kmsKeyArn: dataKey.arn },
      events: { arn: events.arn, kmsKeyArn: dataKey.arn },
      fulfilment: { arn: fulfilment.arn },
      quote: { arn: quote.arn },
    },
    backends: { inventory: { url: settings.inventoryUrl } },
    // With a domain there is one way in, and with CloudFront the origin address is that of CloudFront.
    disableExecuteApiEndpoint: config.domain !== undefined && !settings.cloudFront,
    clientCertificate: true,
    platformKeyArn: platformKey.arn,
    deployAfter,
    logRole: logRole?.account,
  });
  const plans = new UsagePlans("partner-plans", { ...common, contract, api });
  const rotation = new KeyRotation("partner-keys", {
    ...common,
    secrets,
    plans,
    dataKeyArn: dataKey.arn,
    platformKeyArn: platformKey.arn,
  });
  const front = declarePartnerFront(foundation, api, edgeWebAcl);
  return {
    api,
    url: front.url,
    hasOwnWebAcl: front.hasOwnWebAcl,
    secretNames: Object.fromEntries(
      Object.entries(secrets.secrets).map(([partner, { name }]) => [partner, name]),
    ),
    rotationFunction: rotation.rotator.functionName,
    watched: together([
      watchFunctions([...backends.functions, rotation.rotator]),
      watchBackends(backends, rotation),
      watchCertificate("partner", front.certificateArn),
      watchEdgeCertificate("partner", front.edgeCertificateArn),
      watchRestApi(contract, api, settings.throttle.requestsPerSecond),
    ]),
  };
}

const watchBackends = (
  { table, orders, events, eventFailures, fulfilment, quote, eventConsumer }: PartnerBackends,
  { failures }: KeyRotation,
): Watched => ({
  subjects: [
    subjects.table("partner-data", table.tableName),
    subjects.queue("partner-orders", orders.queueName),
    subjects.deadLetterQueue("partner-orders-dlq", orders.deadLetterName),
    subjects.deadLetterQueue("partner-events-failures", eventFailures.queueName),
    subjects.deadLetterQueue("partner-keys-failures", failures.queueName),
    subjects.stream("partner-events", events.streamName),
    subjects.streamConsumer("partner-events", eventConsumer.functionName),
    subjects.workflow("partner-fulfilment", fulfilment.arn),
    subjects.workflow("partner-quote", quote.arn),
  ],
});
