/** VPC, endpoints and flow logs. */
export { Network, type NetworkArgs } from "./network";
