export { ROTATION_STEPS, type RotationResult } from "./rotate";
export { createSecrets, type Secrets, type SecretsOptions } from "./secrets";
