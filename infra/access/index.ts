/** Who may call the partner API: usage plans, API keys in secrets, and their rotation. */
export { KeyRotation, type KeyRotationArgs } from "./keyRotation";
export { keyPrefix, PartnerSecrets } from "./partnerSecrets";
export { UsagePlans } from "./usagePlans";
