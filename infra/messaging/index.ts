/** Queues, streams and workflows behind the APIs, and what reads them. */
export { QueueConsumer, queueConsumerStatements, StreamConsumer, streamConsumerStatements } from "./consumer";
export { bindDefinition, readDefinition, WorkflowDefinitionError } from "./definition";
export { FailureQueue } from "./failureQueue";
export { Queue, type QueueArgs, senderStatements, visibilityFactor } from "./queue";
export { Stream } from "./stream";
export { Workflow, type WorkflowArgs } from "./workflow";
