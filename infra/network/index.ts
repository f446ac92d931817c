/** VPC, endpoints, security groups and load balancers inside it, flow logs. */
export { isInNetwork, isPrivateAddress } from "./addresses";
export { FunctionGroup, type FunctionGroupArgs } from "./functionGroup";
export { InterfaceEndpoints } from "./interfaceEndpoints";
export { Network, type NetworkArgs } from "./network";
export { VpcLink, type VpcLinkArgs } from "./vpcLink";
export { PrivateBackend, type PrivateBackendArgs, type PrivateBackendSettings } from "./privateBackend";
