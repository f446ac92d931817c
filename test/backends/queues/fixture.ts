import {
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SQSClient,
  SendMessageCommand,
  type SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import { type Queues, createQueues } from "../../../local/backends/queues";
import type { GraphResource } from "../../../local/graph/graph";
import { graphOf } from "../graphs";
import { ManualScheduler, clientOptions, countedIds } from "../manualScheduler";

/** The URL that a queue has on AWS. */
export const url = (name = "orders"): string => `https://sqs.eu-central-1.amazonaws.com/123456789012/${name}`;

/** The queues of a graph, and a client that calls `orders` unless it is told another. */
export class QueueRehearsal {
  scheduler!: ManualScheduler;
  queues!: Queues;
  client!: SQSClient;

  async open(...resources: GraphResource[]): Promise<void> {
    this.scheduler = new ManualScheduler();
    this.queues = await createQueues(graphOf(...resources), {
      scheduler: this.scheduler,
      newId: countedIds(),
    });
    this.client = new SQSClient(clientOptions(this.queues.endpoint));
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.queues.close();
  }

  send(MessageBody: string, more: Partial<SendMessageCommandInput> = {}) {
    return this.client.send(new SendMessageCommand({ QueueUrl: url(), MessageBody, ...more }));
  }

  async receive(more: Partial<ReceiveMessageCommandInput> = {}) {
    const all = new ReceiveMessageCommand({ QueueUrl: url(), MaxNumberOfMessages: 10, ...more });
    return (await this.client.send(all)).Messages ?? [];
  }

  async bodies(more: Partial<ReceiveMessageCommandInput> = {}) {
    return (await this.receive(more)).map(({ Body }) => Body);
  }
}

/** For the tests of the suite that calls this: each opens the queues that it needs; they are closed after it. */
export function rehearseQueues(): QueueRehearsal {
  const rehearsal = new QueueRehearsal();
  afterEach(() => rehearsal.close());
  return rehearsal;
}
