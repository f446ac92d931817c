import { beside, type Mutation } from "./mutation";

/** Rule → the mistake that it must catch in the production stage. */
export const s3Mutations: Readonly<Record<string, Mutation>> = {
  "s3-access-log": beside("s3-access-log", "none"),
  "s3-block-public": beside("s3-block-public", "none"),
  "s3-encryption": beside("s3-encryption", "none"),
  "s3-lifecycle": beside("s3-lifecycle", "none"),
  "s3-no-acl": beside("s3-no-acl", "none"),
  "s3-no-public-grant": beside("s3-no-public-grant", "everyone"),
  "s3-object-lock": beside("s3-object-lock", "not locked"),
  "s3-tls-only": beside("s3-tls-only", "no policy"),
  "s3-versioning": beside("s3-versioning", "none"),
};
