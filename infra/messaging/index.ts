/** Queues, streams and workflows behind the APIs, and what reads them. */
export { QueueConsumer, queueConsumerStatements, StreamConsumer, streamConsumerStatements } from "./consumer";
export { FailureQueue } from "./failureQueue";
export { Queue, type QueueArgs, senderStatements } from "./queue";
export { Stream } from "./stream";
export { Workflow, type WorkflowArgs } from "./workflow";
