import { randomBytes } from "node:crypto";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Context } from "aws-lambda";
import { createTelemetry, observed } from "../../shared/telemetry";
import { listVariable, numberVariable, requiredVariables } from "../../shared/variables";
import { awsApiKeys } from "./awsApiKeys";
import { awsSecrets } from "./awsSecrets";
import { dispatch } from "./dispatch";
import type { Rotation } from "./rotation";

const hour = 3_600_000;
const environment = requiredVariables(process.env, [
  "USAGE_PLANS",
  "STAGE",
  "KEY_PREFIX",
  "OVERLAP_HOURS",
  "DISABLED_HOURS",
]);
const telemetry = createTelemetry(environment.STAGE, process.env);

/** API Gateway's control plane allows an account few calls a second: a throttled one waits and comes again. */
const retries = { maxAttempts: 6, retryMode: "adaptive" } as const;

const rotation: Rotation = {
  keys: awsApiKeys(new APIGatewayClient(retries), environment.KEY_PREFIX),
  secrets: awsSecrets(new SecretsManagerClient(retries), plansById(environment.USAGE_PLANS)),
  prefix: environment.KEY_PREFIX,
  partners: listVariable(process.env.PARTNERS),
  overlapMillis: numberVariable("OVERLAP_HOURS", environment.OVERLAP_HOURS) * hour,
  disabledMillis: numberVariable("DISABLED_HOURS", environment.DISABLED_HOURS) * hour,
  now: Date.now,
  // 256 bits; only letters and digits, which every header and shell takes.
  random: () => randomBytes(32).toString("hex"),
};

/** Entry of the function `partner-rotation`: rotation steps, the hourly round, and revocation. */
export const handler = (event: unknown, context: Context): Promise<void> =>
  observed(telemetry, context.awsRequestId, context, async () => {
    telemetry.logger.info("asked", { what: summary(event) });
    await dispatch(rotation, event);
  });

/** `gold=a1b2c3,silver=d4e5f6` */
function plansById(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    listVariable(text).map((pair) => {
      const [plan = "", id = ""] = pair.split("=");
      return [plan, id];
    }),
  );
}

/** What is safe and useful in a log. */
function summary(event: unknown): unknown {
  const { Step, SecretId, sweep, revoke } = (event ?? {}) as Readonly<Record<string, unknown>>;
  return { Step, SecretId, sweep, revoke };
}
