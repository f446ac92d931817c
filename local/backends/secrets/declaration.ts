import { block, count, declared, text, texts } from "../../graph/declared";
import type { Graph } from "../../graph/graph";

/** A secret as the program declares it. */
export interface SecretDeclaration {
  readonly name: string;
  /** With the six random characters that Secrets Manager adds. */
  readonly arn: string;
  readonly description: string;
  readonly kmsKeyId: string | undefined;
  /** The declared versions; none for a secret that something fills later. */
  readonly versions: readonly DeclaredVersion[];
  readonly rotation: Rotation | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DeclaredVersion {
  readonly id: string;
  readonly value: SecretValue;
  readonly stages: readonly string[];
}

/** Text, or bytes in base64. */
export interface SecretValue {
  readonly SecretString?: string;
  readonly SecretBinary?: string;
}

export interface Rotation {
  readonly functionArn: string;
  /** Undefined: only when asked. */
  readonly everyDays: number | undefined;
  /** @default true - rotates as soon as it is declared */
  readonly immediately: boolean;
}

/** The secrets of a graph, with their versions and rotations. */
export function declaredSecrets(graph: Graph): SecretDeclaration[] {
  const versions = declared(graph, "aws:secretsmanager/secretVersion:SecretVersion").map(
    ({ resource, values }) => ({
      secret: text(values.secretId) ?? text(values.arn),
      version: {
        id: text(values.versionId) ?? resource.name,
        value: readValue(values),
        stages: texts(values.versionStages).length > 0 ? texts(values.versionStages) : ["AWSCURRENT"],
      },
    }),
  );
  const rotations = declared(graph, "aws:secretsmanager/secretRotation:SecretRotation").map(
    ({ values }) => values,
  );
  return declared(graph, "aws:secretsmanager/secret:Secret").map(({ resource, values }) => {
    const name = text(values.name) ?? resource.name;
    const arn = text(values.arn) ?? resource.id ?? name;
    const names = [name, arn, resource.id];
    const rotation = rotations.find(({ secretId }) => names.includes(text(secretId)));
    return {
      name,
      arn,
      description: text(values.description) ?? "",
      kmsKeyId: text(values.kmsKeyId),
      versions: versions.filter(({ secret }) => names.includes(secret)).map(({ version }) => version),
      rotation: rotation && readRotation(rotation),
      tags: readTags({ ...block(values.tags), ...block(values.tagsAll) }),
    };
  });
}

const readTags = (tags: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tags).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );

function readValue(values: Readonly<Record<string, unknown>>): SecretValue {
  const string = text(values.secretString) ?? text(values.secretStringWo);
  const binary = text(values.secretBinary);
  return {
    ...(string !== undefined && { SecretString: string }),
    ...(binary !== undefined && { SecretBinary: binary }),
  };
}

function readRotation(values: Readonly<Record<string, unknown>>): Rotation | undefined {
  const functionArn = text(values.rotationLambdaArn);
  const rules = block(values.rotationRules);
  const rate = /^rate\((\d+) (day|hour)s?\)$/.exec(text(rules.scheduleExpression) ?? "");
  const everyRate = rate ? Number(rate[1]) / (rate[2] === "hour" ? 24 : 1) : undefined;
  return functionArn === undefined
    ? undefined
    : {
        functionArn,
        everyDays: count(rules.automaticallyAfterDays) ?? everyRate,
        immediately: values.rotateImmediately !== false,
      };
}
