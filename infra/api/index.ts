/** API components. */
export { HttpApi, type HttpApiArgs, type PrivateTarget } from "./httpApi";
export { HttpApiDomain } from "./httpApiDomain";
export { HttpContractError } from "./httpApiRoutes";
export type { ServiceTarget } from "./integrationRoles";
export { RestApi, type RestApiArgs, type RestApiSettings, type VpcLinkBackend } from "./restApi";
export type { RestApiEndpoint } from "./restApiEndpoint";
