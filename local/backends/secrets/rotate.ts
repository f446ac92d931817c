import type { FunctionResult } from "../functions";
import type { Secret } from "./secret";

/** The steps of a rotation, in their order. Source: Secrets Manager, "Rotation by Lambda function". */
export const ROTATION_STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

/** How a rotation went; `failedStep` when a step failed, and the later ones were not run. */
export interface RotationResult {
  readonly token: string;
  readonly failedStep?: string;
  readonly reason?: string;
}

/**
 * Runs the rotation function through the four steps. A version with the token and the label AWSPENDING stands before
 * the first one, empty, so that the function can check that it was asked.
 */
export async function rotate(
  secret: Secret,
  token: string,
  invoke: (functionArn: string, event: unknown) => Promise<FunctionResult>,
): Promise<RotationResult> {
  const functionArn = secret.declaration.rotation?.functionArn ?? "";
  if (!secret.versions.has(token)) secret.put(token, {}, ["AWSPENDING"]);
  for (const Step of ROTATION_STEPS) {
    const result = await invoke(functionArn, {
      Step,
      SecretId: secret.declaration.arn,
      ClientRequestToken: token,
      RotationToken: token,
    });
    if (!result.ok)
      return {
        token,
        failedStep: Step,
        reason: `${result.errorType ?? result.kind}: ${result.errorMessage ?? ""}`,
      };
  }
  return { token };
}
