/** Custom domains: certificates, DNS records, base paths, mutual TLS. */
export { CaaRecord } from "./caaRecord";
export { EdgeDomain, type EdgeDomainArgs, hostName } from "./edgeDomain";
export { HttpApiDomain, type HttpApiDomainArgs } from "./httpApiDomain";
export { PrivateDomain, type PrivateDomainArgs } from "./privateDomain";
export { PublicHost, type PublicHostArgs } from "./publicHost";
export { RegionalDomain, type RegionalDomainArgs } from "./regionalDomain";
