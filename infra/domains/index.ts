/** Custom domains: certificates, DNS records, base paths. */
export { DnsCertificate, type DnsCertificateArgs } from "./certificate";
export { EdgeDomain, type EdgeDomainArgs, hostName } from "./edgeDomain";
