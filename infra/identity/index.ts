/** Cognito. */
export { Identity, type IdentityArgs } from "./identity";
export { AvatarBucket, type AvatarBucketArgs, avatarPrefix } from "./avatars";
export { IdentityPool, type IdentityPoolArgs } from "./identityPool";
