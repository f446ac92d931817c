export type { QueueDeclaration } from "./declaration";
export { type Message, md5 } from "./message";
export type { Outgoing, Sent } from "./queue";
export { createQueues } from "./queues";
export type { QueueAccess, Queues, QueuesOptions } from "./queueStore";
export { systemAttributes } from "./received";
