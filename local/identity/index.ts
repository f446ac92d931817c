export { createIdentity } from "./identity";
export type { Identity, IdentityOptions, MintRequest, PoolDescription } from "./identity";
export type { IssuedTokens } from "./tokens";
export type { TokenVerdict } from "./verifier";
