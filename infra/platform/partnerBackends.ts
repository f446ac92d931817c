import { join } from "node:path";
import type { PartnerSecrets } from "../access";
import { keyPrefix } from "../access";
import { LambdaFunction, projectRoot } from "../compute";
import { DataTable } from "../data";
import type { Statement } from "../iam";
import {
  FailureQueue,
  Queue,
  QueueConsumer,
  queueConsumerStatements,
  Stream,
  StreamConsumer,
  streamConsumerStatements,
  Workflow,
} from "../messaging";
import type { Foundation } from "./foundation";

/** What a function of the partner API may do to the table, and to which rows. */
interface Grant {
  readonly prefix: string;
  readonly actions: readonly string[];
}

/** The steps of the fulfilment, and the rows they touch (services/partner/fulfilment). */
const steps = {
  reserve: [{ prefix: "stock#", actions: ["UpdateItem", "GetItem"] }],
  charge: [{ prefix: "charge#", actions: ["PutItem"] }],
  ship: [
    { prefix: "shipment#", actions: ["UpdateItem"] },
    { prefix: "stock#", actions: ["UpdateItem"] },
  ],
  release: [{ prefix: "stock#", actions: ["UpdateItem"] }],
  refund: [{ prefix: "charge#", actions: ["UpdateItem"] }],
} as const satisfies Readonly<Record<string, readonly Grant[]>>;

/** Everything behind the partner API. */
export interface PartnerBackends {
  readonly table: DataTable;
  readonly orders: Queue;
  readonly events: Stream;
  /** Where records of the stream end that failed as often as they may. */
  readonly eventFailures: FailureQueue;
  readonly fulfilment: Workflow;
  readonly quote: Workflow;
  readonly authorizer: LambdaFunction;
  /** The function that reads the stream. */
  readonly eventConsumer: LambdaFunction;
  /** All functions, the authorizer among them. */
  readonly functions: readonly LambdaFunction[];
}

/** The queue, the stream, the workflows, what reads them, and the authorizer. */
export function declarePartnerBackends(foundation: Foundation, secrets: PartnerSecrets): PartnerBackends {
  const { config, target, dataKey, platformKey } = foundation;
  const common = { config, target };
  const encrypted = { ...common, kmsKeyArn: dataKey.arn };
  const settings = config.partner.functions;

  const table = new DataTable("partner-data", {
    config,
    design: { hashKey: "id" },
    kmsKeyArn: dataKey.arn,
  });
  const orders = new Queue("partner-orders", {
    ...encrypted,
    consumerTimeoutSeconds: settings.timeoutSeconds,
  });
  const events = new Stream("partner-events", encrypted);
  const eventFailures = new FailureQueue("partner-events-failures", encrypted);

  // Outside the VPC: they call DynamoDB and Secrets Manager and nothing private, and endpoints are paid by the hour.
  const lambda = (
    part: string,
    description: string,
    { grants = [], statements = [], environment = {} }: FunctionParts,
  ) =>
    new LambdaFunction(`partner-functions-${part}`, {
      ...common,
      bundle: `partner-${part}`,
      description,
      settings,
      environment: {
        ...(grants.length > 0 ? { TABLE_NAME: table.tableName } : {}),
        ...environment,
      },
      tables: grants.map(({ prefix, actions }) => ({
        tableArn: table.arn,
        actions,
        leadingKeyPrefix: prefix,
      })),
      ...(grants.length > 0 ? { tableKeyArn: dataKey.arn } : {}),
      statements,
      platformKeyArn: platformKey.arn,
    });

  const authorizer = lambda("authorizer", "partner v1: knows partners by token and key", {
    statements: secrets.readStatements(target, dataKey.arn),
    environment: { KEY_PREFIX: keyPrefix(target), PARTNERS: Object.keys(secrets.secrets).join(",") },
  });
  const orderConsumer = lambda("orders", "partner v1: stores orders from the queue", {
    grants: [{ prefix: "order#", actions: ["PutItem"] }],
    statements: queueConsumerStatements(target, orders, dataKey.arn),
  });
  const eventConsumer = lambda("events", "partner v1: takes stock counts from the stream", {
    grants: [{ prefix: "stock#", actions: ["UpdateItem"] }],
    statements: streamConsumerStatements(target, events, eventFailures, dataKey.arn),
  });
  new QueueConsumer("partner-orders-consumer", { config, queue: orders, consumer: orderConsumer });
  new StreamConsumer("partner-events-consumer", {
    config,
    stream: events,
    consumer: eventConsumer,
    failures: eventFailures,
  });

  const stepFunctions = Object.fromEntries(
    Object.entries(steps).map(([step, grants]) => [
      step,
      lambda(`fulfilment-${step}`, `partner v1: ${step} of a fulfilment`, { grants }),
    ]),
  );
  const pricing = lambda("quote", "partner v1: prices an order", {});
  const workflow = (name: string, type: "standard" | "express", functions: Record<string, LambdaFunction>) =>
    new Workflow(`partner-${name}`, {
      ...common,
      type,
      definitionFile: join(projectRoot, "services", "partner", "workflows", `${name}.asl.json`),
      functions,
      platformKeyArn: platformKey.arn,
    });

  return {
    table,
    orders,
    events,
    eventFailures,
    fulfilment: workflow("fulfilment", "standard", stepFunctions),
    quote: workflow("quote", "express", { quote: pricing }),
    authorizer,
    eventConsumer,
    functions: [authorizer, orderConsumer, eventConsumer, ...Object.values(stepFunctions), pricing],
  };
}

interface FunctionParts {
  readonly grants?: readonly Grant[];
  readonly statements?: readonly Statement[];
  readonly environment?: Readonly<Record<string, string>>;
}
