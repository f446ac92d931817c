/** Cognito. */
export { Identity, type IdentityArgs } from "./identity";
