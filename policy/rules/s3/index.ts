import type { Rule } from "../../model/rule";

/** The rules for S3. */
export const s3Rules: readonly Rule[] = [];
