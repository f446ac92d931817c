/** IAM documents. */
export { policyDocument, type Statement } from "./policyDocument";
export { serviceTrust } from "./serviceTrust";
