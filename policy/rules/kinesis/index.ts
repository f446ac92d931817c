import type { Rule } from "../../model/rule";

/** The rules for Kinesis and Firehose. */
export const kinesisRules: readonly Rule[] = [];
