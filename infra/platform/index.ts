/** The APIs of the platform, one file each, and the foundation that they share. */
export { declareBackoffice } from "./backoffice";
export { declareCatalog } from "./catalog";
export { contractOf, declareFoundation } from "./foundation";
export { declareLive, webSocketContractOf } from "./live";
export { declareEdgeWebAcl } from "./front";
export { declareObservability } from "./observability";
export { declareOperations } from "./operations";
export { declarePartner } from "./partner";
export { declarePeople } from "./people";
export { declareStorefront } from "./storefront";
