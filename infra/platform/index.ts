/** The APIs of the platform, one file each, and the foundation that they share. */
export { type Backoffice, declareBackoffice } from "./backoffice";
export { type Catalog, declareCatalog } from "./catalog";
export { contractOf, declareFoundation, type Foundation } from "./foundation";
export { declareLive, type Live, webSocketContractOf } from "./live";
export { declareEdgeWebAcl } from "./front";
export { declareObservability } from "./observability";
export { declareOperations } from "./operations";
export { declarePartner, type Partner } from "./partner";
export { declarePeople } from "./people";
export { declareStorefront, type Storefront } from "./storefront";
export { together, type Watched, watchFunctions } from "./watch";
