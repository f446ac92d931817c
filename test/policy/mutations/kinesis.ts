import { beside, type Mutation } from "./mutation";

/** Rule → the mistake that it must catch in the production stage. */
export const kinesisMutations: Readonly<Record<string, Mutation>> = {
  "firehose-encrypted": beside("firehose-encrypted", "not stated"),
  "kinesis-cmk": beside("kinesis-cmk", "the key of AWS"),
  "kinesis-encrypted": beside("kinesis-encrypted", "not stated"),
  "kinesis-retention": beside("kinesis-retention", "a day"),
  "kinesis-throttle-alarm": beside("kinesis-throttle-alarm", "no alarm"),
};
