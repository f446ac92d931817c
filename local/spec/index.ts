/** OpenAPI documents of a graph's APIs: as OpenAPI 3.0, as Swagger 2.0, and as a typed client. */
export { type DocumentedApi, findApi } from "./findApi";
export { oas30 } from "./oas30";
export { sdk, type SdkFiles } from "./sdk";
export { swagger } from "./swagger";
