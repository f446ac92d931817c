import type { Rule } from "../../model/rule";
import s3AccessLog from "./s3-access-log";
import s3BlockPublic from "./s3-block-public";
import s3Encryption from "./s3-encryption";
import s3Lifecycle from "./s3-lifecycle";
import s3NoAcl from "./s3-no-acl";
import s3NoPublicGrant from "./s3-no-public-grant";
import s3ObjectLock from "./s3-object-lock";
import s3TlsOnly from "./s3-tls-only";
import s3Versioning from "./s3-versioning";

/** The rules for S3. */
export const s3Rules: readonly Rule[] = [
  s3AccessLog,
  s3BlockPublic,
  s3Encryption,
  s3Lifecycle,
  s3NoAcl,
  s3NoPublicGrant,
  s3ObjectLock,
  s3TlsOnly,
  s3Versioning,
];
