/** VPC, endpoints, security groups and load balancers inside it, flow logs. */
export { FunctionGroup, type FunctionGroupArgs } from "./functionGroup";
export { Network, type NetworkArgs } from "./network";
export { VpcLink, type VpcLinkArgs } from "./vpcLink";
export { PrivateBackend, type PrivateBackendArgs } from "./privateBackend";
