export { createIdentity } from "./identity";
export type {
  Identity,
  IdentityOptions,
  IdentityPoolDescription,
  MintRequest,
  PoolDescription,
} from "./model";
export type { AssumeRole, RoleCredentials } from "./roleCredentials";
export type { IssuedTokens } from "./tokens";
export type { TokenVerdict } from "./verifier";
