export type { QueueDeclaration } from "./declaration";
export { type Message, md5 } from "./message";
export type { Outgoing, Sent } from "./queue";
export { createQueues, type QueueAccess, type Queues, type QueuesOptions } from "./queues";
export { systemAttributes } from "./received";
