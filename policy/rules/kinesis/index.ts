import type { Rule } from "../../model/rule";
import firehoseEncrypted from "./firehose-encrypted";
import kinesisCmk from "./kinesis-cmk";
import kinesisEncrypted from "./kinesis-encrypted";
import kinesisRetention from "./kinesis-retention";
import kinesisThrottleAlarm from "./kinesis-throttle-alarm";

/** The rules for Kinesis and Firehose. */
export const kinesisRules: readonly Rule[] = [
  firehoseEncrypted,
  kinesisCmk,
  kinesisEncrypted,
  kinesisRetention,
  kinesisThrottleAlarm,
];
