/** Cognito. */
export { Identity, type IdentityArgs } from "./identity";
export { AvatarBucket, type AvatarBucketArgs } from "./avatars";
export { IdentityPool, type IdentityPoolArgs } from "./identityPool";
