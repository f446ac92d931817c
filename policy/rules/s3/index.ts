import type { Rule } from "../../model/rule";
import s3BlockPublic from "./s3-block-public";
import s3NoPublicGrant from "./s3-no-public-grant";

/** The rules for S3. */
export const s3Rules: readonly Rule[] = [s3BlockPublic, s3NoPublicGrant];
