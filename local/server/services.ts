import { createRequire } from "node:module";
import type * as ApiKeysRoom from "../backends/apiKeys";
import type { ApiKeys } from "../backends/apiKeys";
import type * as EventSourcesRoom from "../backends/eventSources";
import type { EventSources } from "../backends/eventSources";
import type { FunctionDeclaration, FunctionResult } from "../backends/functions";
import { realScheduler } from "../backends/protocol";
import type * as QueuesRoom from "../backends/queues";
import type { Queues } from "../backends/queues";
import type * as SecretsRoom from "../backends/secrets";
import type { Secrets } from "../backends/secrets";
import type * as StreamsRoom from "../backends/streams";
import type { Streams } from "../backends/streams";
import type * as WorkflowsRoom from "../backends/workflows";
import type { Workflows } from "../backends/workflows";
import type { ApiKeyStore } from "../gateway";
import type { Graph } from "../graph";

/** Loads a room when the graph needs it: a stage without queues does not pay for them. */
const loadRoom: (name: string) => unknown = createRequire(__filename);

export interface ServicesOptions {
  /** Makes UUIDs. */
  readonly newId: () => string;
  /** Where the tables are served. */
  readonly tablesEndpoint: string;
  readonly invoke: (functionArn: string, event: unknown) => Promise<FunctionResult>;
  readonly log: (logGroup: string, line: string) => void;
}

/** The AWS services behind functions and integrations, as far as the graph declares something of them. */
export interface Services {
  /** What the SDK in a handler needs to find them; URLs of queues in the function's own variables become local ones. */
  environment(fn: FunctionDeclaration): Record<string, string>;
  /** Base URL of a service, named as in its host name on AWS (`sqs`, `kinesis`, `states` …). */
  endpointOf(service: string): string | undefined;
  /** The API keys as they are now: functions may make, disable and delete some. */
  readonly apiKeys: ApiKeyStore;
  /** Text of a secret as it is now, by name or ARN; waits for a rotation that runs. */
  secretText(nameOrArn: string): Promise<string | undefined>;
  /** Delivers queues and streams to their consumers, and rotates secrets, from now on. */
  start(): void;
  /** Takes a new graph; what is still declared keeps its content. */
  reload(graph: Graph): Promise<void>;
  notices(): readonly string[];
  close(): Promise<void>;
}

/** Starts what the graph declares. */
export async function createServices(graph: Graph, options: ServicesOptions): Promise<Services> {
  const services = new LocalServices(options);
  await services.reload(graph);
  return services;
}

class LocalServices implements Services {
  private queues: Queues | undefined;
  private streams: Streams | undefined;
  private workflows: Workflows | undefined;
  private secrets: Secrets | undefined;
  private keys: ApiKeys | undefined;
  private eventSources: EventSources | undefined;
  private started = false;

  constructor(private readonly options: ServicesOptions) {}

  readonly apiKeys: ApiKeyStore = { find: (value) => this.keys?.find(value) };

  async secretText(nameOrArn: string): Promise<string | undefined> {
    return this.secrets?.currentText(nameOrArn);
  }

  environment(fn: FunctionDeclaration): Record<string, string> {
    const { queues, streams, workflows, secrets, keys } = this;
    const local = new Map(queues?.declarations.map((queue) => [queue.url, queues.urlOf(queue)]));
    // The SDK takes the host from a queue's URL, before any endpoint.
    const queueUrls = Object.entries(fn.environment).flatMap(([name, value]) => {
      const url = local.get(value);
      return url === undefined ? [] : [[name, url]];
    });
    return {
      ...(Object.fromEntries(queueUrls) as Record<string, string>),
      AWS_ENDPOINT_URL_DYNAMODB: this.options.tablesEndpoint,
      ...(queues && { AWS_ENDPOINT_URL_SQS: queues.endpoint }),
      ...(streams && { AWS_ENDPOINT_URL_KINESIS: streams.endpoint }),
      ...(secrets && { AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint }),
      ...(keys && { AWS_ENDPOINT_URL_API_GATEWAY: keys.endpoint }),
      ...(workflows && { AWS_ENDPOINT_URL_SFN: workflows.namedEndpoint }),
    };
  }

  endpointOf(service: string): string | undefined {
    const endpoints: Readonly<Record<string, string | undefined>> = {
      dynamodb: this.options.tablesEndpoint,
      sqs: this.queues?.endpoint,
      kinesis: this.streams?.endpoint,
      states: this.workflows?.endpoint,
      secretsmanager: this.secrets?.endpoint,
      apigateway: this.keys?.endpoint,
    };
    return Object.hasOwn(endpoints, service) ? endpoints[service] : undefined;
  }

  start(): void {
    this.started = true;
    this.eventSources?.start();
    void this.secrets?.start();
  }

  async reload(graph: Graph): Promise<void> {
    const declares = (...types: string[]): boolean =>
      graph.resources.some(({ type }) => types.some((each) => type === each));
    const { newId, invoke } = this.options;
    const parts = { scheduler: realScheduler, newId };
    if (this.queues) this.queues.reload(graph);
    else if (declares("aws:sqs/queue:Queue"))
      this.queues = await (loadRoom("../backends/queues") as typeof QueuesRoom).createQueues(graph, parts);
    if (this.streams) this.streams.reload(graph);
    else if (declares("aws:kinesis/stream:Stream"))
      this.streams = await (loadRoom("../backends/streams") as typeof StreamsRoom).createStreams(
        graph,
        parts,
      );
    if (this.workflows) this.workflows.reload(graph);
    else if (declares("aws:sfn/stateMachine:StateMachine")) {
      const room = loadRoom("../backends/workflows") as typeof WorkflowsRoom;
      const { log } = this.options;
      const endpointOf = (service: string): string | undefined => this.endpointOf(service);
      this.workflows = await room.createWorkflows(graph, { ...parts, invoke, log, endpointOf });
    }
    if (this.keys) this.keys.reload(graph);
    else if (declares("aws:apigateway/apiKey:ApiKey", "aws:apigateway/usagePlan:UsagePlan"))
      this.keys = await (loadRoom("../backends/apiKeys") as typeof ApiKeysRoom).createApiKeys(graph, parts);
    if (this.secrets) this.secrets.reload(graph);
    else if (declares("aws:secretsmanager/secret:Secret")) {
      const room = loadRoom("../backends/secrets") as typeof SecretsRoom;
      this.secrets = await room.createSecrets(graph, {
        ...parts,
        invoke,
        onRotation: (name, { failedStep, reason }) => {
          const outcome =
            failedStep === undefined ? "rotated" : `rotation failed in ${failedStep}: ${reason}`;
          this.options.log("/aws/secretsmanager/rotation", `${name} ${outcome}`);
        },
      });
      if (this.started) void this.secrets.start();
    }
    // Last: it reads from the queues and streams.
    if (this.eventSources) this.eventSources.reload(graph);
    else if (declares("aws:lambda/eventSourceMapping:EventSourceMapping")) {
      const room = loadRoom("../backends/eventSources") as typeof EventSourcesRoom;
      this.eventSources = room.createEventSources(graph, {
        scheduler: realScheduler,
        queues: () => this.queues,
        streams: () => this.streams,
        invoke,
      });
      if (this.started) this.eventSources.start();
    }
  }

  notices(): readonly string[] {
    return [...(this.workflows?.notices ?? []), ...(this.eventSources?.notices ?? [])];
  }

  async close(): Promise<void> {
    this.eventSources?.close();
    await Promise.allSettled(
      [this.queues, this.streams, this.workflows, this.secrets, this.keys].map((room) => room?.close()),
    );
  }
}
