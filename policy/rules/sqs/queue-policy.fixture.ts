import type { JsonObject } from "../../model/wire";

/** A queue policy in JSON, of the statements given. */
export const queuePolicy = (...statements: readonly JsonObject[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A topic may send. */
export const topicSends: JsonObject = {
  Effect: "Allow",
  Principal: { Service: "sns.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: "queue",
  Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:eu-central-1:000000000000:orders" } },
};
