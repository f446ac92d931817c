/** Custom domains: certificates, DNS records, base paths. */
export { EdgeDomain, type EdgeDomainArgs, hostName } from "./edgeDomain";
