/** KMS keys: two for a stage, one for what customers store and one for what the platform writes about itself. */
export { EncryptionKey, type EncryptionKeyArgs } from "./encryptionKey";
export { alarmsService, logsService } from "./keyUsers";
