/** `securityPolicy` of a domain name, with the access mode that the enhanced policies ask for. */
export const endpointPolicy = (securityPolicy: string) => ({
  securityPolicy,
  ...(securityPolicy.startsWith("SecurityPolicy_") ? { endpointAccessMode: "STRICT" } : {}),
});
