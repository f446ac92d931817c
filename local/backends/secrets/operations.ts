import { type Complain, type Input, ServiceError, optionalText, requiredText } from "../protocol";
import type { SecretValue } from "./declaration";
import type { Secret } from "./secret";

/** The secrets, as the operations see them. */
export interface SecretLookup {
  readonly secrets: () => readonly Secret[];
  /** Makes UUIDs. */
  readonly newId: () => string;
  /** Begins a rotation, which goes on after the answer. */
  readonly rotate: (secret: Secret, token: string) => void;
}

const invalid: Complain = (message) => new ServiceError("InvalidParameterException", message);

type Operation = (lookup: SecretLookup, input: Input) => object;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  GetSecretValue: (lookup, input) => {
    const secret = find(lookup, input);
    const version = secret.find(
      optionalText(input, "VersionId", invalid),
      optionalText(input, "VersionStage", invalid),
    );
    if (version.value.SecretString === undefined && version.value.SecretBinary === undefined)
      throw new ServiceError(
        "ResourceNotFoundException",
        `Secrets Manager can't find the specified secret value for VersionId: ${version.id}`,
      );
    return {
      ...identity(secret),
      VersionId: version.id,
      ...version.value,
      VersionStages: [...version.stages],
      CreatedDate: version.createdAt / 1000,
    };
  },
  PutSecretValue: (lookup, input) => {
    const secret = find(lookup, input);
    const value = valueOf(input);
    if (value.SecretString === undefined && value.SecretBinary === undefined)
      throw invalid("You must provide either SecretString or SecretBinary.");
    const stages = stagesOf(input);
    const version = secret.put(tokenOf(input) ?? lookup.newId(), value, stages);
    return { ...identity(secret), VersionId: version.id, VersionStages: [...version.stages] };
  },
  UpdateSecretVersionStage: (lookup, input) => {
    const secret = find(lookup, input);
    secret.move(
      requiredText(input, "VersionStage", invalid),
      optionalText(input, "RemoveFromVersionId", invalid),
      optionalText(input, "MoveToVersionId", invalid),
    );
    return identity(secret);
  },
  DescribeSecret: (lookup, input) => {
    const secret = find(lookup, input);
    const { declaration, createdAt, changedAt, rotatedAt } = secret;
    const { description, kmsKeyId, rotation, tags } = declaration;
    return {
      ...identity(secret),
      Description: description,
      ...(kmsKeyId !== undefined && { KmsKeyId: kmsKeyId }),
      RotationEnabled: rotation !== undefined,
      ...(rotation && { RotationLambdaARN: rotation.functionArn }),
      ...(rotation?.everyDays !== undefined && {
        RotationRules: { AutomaticallyAfterDays: rotation.everyDays },
      }),
      ...(rotatedAt !== undefined && { LastRotatedDate: rotatedAt / 1000 }),
      CreatedDate: createdAt / 1000,
      LastChangedDate: changedAt / 1000,
      VersionIdsToStages: secret.stages(),
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    };
  },
  ListSecretVersionIds: (lookup, input) => {
    const secret = find(lookup, input);
    const versions = [...secret.versions.values()].filter(
      ({ stages }) => stages.size > 0 || input.IncludeDeprecated === true,
    );
    return {
      ...identity(secret),
      Versions: versions.map(({ id, stages, createdAt }) => ({
        VersionId: id,
        VersionStages: [...stages],
        CreatedDate: createdAt / 1000,
      })),
    };
  },
  ListSecrets: (lookup) => ({ SecretList: lookup.secrets().map(identity) }),
  BatchGetSecretValue: (lookup, input) => {
    const SecretValues: object[] = [];
    const Errors: object[] = [];
    for (const SecretId of Array.isArray(input.SecretIdList) ? (input.SecretIdList as unknown[]) : [])
      try {
        SecretValues.push(runSecretsManager(lookup, "GetSecretValue", { SecretId }));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        Errors.push({ SecretId, ErrorCode: error.exception, Message: error.message });
      }
    return { SecretValues, Errors };
  },
  RotateSecret: (lookup, input) => {
    const secret = find(lookup, input);
    if (!secret.declaration.rotation)
      throw new ServiceError(
        "InvalidRequestException",
        "You tried to enable rotation on a secret that doesn't already have a Lambda function ARN configured and you didn't include such an ARN as a parameter in this call.",
      );
    const pending = secret.withStage("AWSPENDING");
    const token = tokenOf(input) ?? lookup.newId();
    // A rotation that did not finish goes on only with its own token.
    if (pending && pending !== secret.withStage("AWSCURRENT") && pending.id !== token)
      throw new ServiceError(
        "InvalidRequestException",
        "A previous rotation isn't complete. That rotation will be reattempted.",
      );
    if (input.RotateImmediately !== false) lookup.rotate(secret, token);
    return { ...identity(secret), VersionId: token };
  },
};

/** Runs an operation of the Secrets Manager API. @throws ServiceError */
export function runSecretsManager(lookup: SecretLookup, operation: string, input: Input): object {
  const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (!run) throw new ServiceError("UnknownOperationException", `${operation} is not rehearsed.`);
  return run(lookup, input);
}

/** By name, by ARN, or by ARN without its random end. @throws ServiceError ResourceNotFoundException */
function find({ secrets }: SecretLookup, input: Input): Secret {
  const id = requiredText(input, "SecretId", invalid);
  const found = secrets().find(
    ({ declaration: { name, arn } }) =>
      id === name || id === arn || id === arn.replace(/-[A-Za-z0-9]{6}$/, ""),
  );
  if (!found)
    throw new ServiceError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  return found;
}

const identity = ({ declaration }: Secret): object => ({ ARN: declaration.arn, Name: declaration.name });

/** Source: PutSecretValue in the API reference: 65,536 bytes. */
const LARGEST_VALUE_BYTES = 65_536;

function valueOf(input: Input): SecretValue {
  const SecretString = optionalText(input, "SecretString", invalid);
  const SecretBinary = optionalText(input, "SecretBinary", invalid);
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalid("You can't specify both SecretString and SecretBinary.");
  if (Buffer.byteLength(SecretString ?? SecretBinary ?? "") > LARGEST_VALUE_BYTES)
    throw invalid(`The secret value is longer than ${LARGEST_VALUE_BYTES} bytes.`);
  return {
    ...(SecretString !== undefined && { SecretString }),
    ...(SecretBinary !== undefined && { SecretBinary }),
  };
}

function stagesOf(input: Input): string[] | undefined {
  if (input.VersionStages === undefined) return undefined;
  const stages = Array.isArray(input.VersionStages) ? (input.VersionStages as unknown[]) : [];
  if (stages.length === 0 || !stages.every((stage) => typeof stage === "string"))
    throw invalid("VersionStages must be a list of labels");
  return stages;
}

/** Source: ClientRequestToken in the API reference: 32 to 64 characters. */
function tokenOf(input: Input): string | undefined {
  const token = optionalText(input, "ClientRequestToken", invalid);
  if (token !== undefined && (token.length < 32 || token.length > 64))
    throw invalid("ClientRequestToken must have 32 to 64 characters");
  return token;
}
