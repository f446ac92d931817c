export { createApiKeys, type ApiKeys, type ApiKeysOptions } from "./apiKeys";
