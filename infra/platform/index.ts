/** The APIs of the platform, one file each, and the foundation that they share. */
export { contractOf, declareFoundation, type Foundation } from "./foundation";
export { declareStorefront, type Storefront } from "./storefront";
