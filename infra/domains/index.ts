/** Custom domains: certificates, DNS records, base paths, mutual TLS. */
export { addressRecords, type AliasTarget } from "./addressRecords";
export { CaaRecord } from "./caaRecord";
export { DnsCertificate, type DnsCertificateArgs } from "./certificate";
export { TruststoreError } from "./checkTruststore";
export { EdgeDomain, type EdgeDomainArgs, hostName } from "./edgeDomain";
export { healthCheck } from "./healthCheck";
export { HttpApiDomain, type HttpApiDomainArgs } from "./httpApiDomain";
export { type CallingEndpoint, PrivateDomain, type PrivateDomainArgs } from "./privateDomain";
export { PublicHost, type PublicHostArgs } from "./publicHost";
export { RegionalDomain, type RegionalDomainArgs } from "./regionalDomain";
