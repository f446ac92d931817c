import { type Scheduler, ServiceError } from "../protocol";
import type { SecretDeclaration, SecretValue } from "./declaration";

export interface SecretVersion {
  readonly id: string;
  readonly value: SecretValue;
  readonly stages: Set<string>;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

/** Source: Secrets Manager, "Quotas": labels on a version, and versions that keep no label are taken away above 100. */
const MOST_LABELS = 20;
const MOST_VERSIONS = 100;

/** One secret: its versions, and the labels (stages) that point to them. */
export class Secret {
  readonly versions = new Map<string, SecretVersion>();
  readonly createdAt: number;
  changedAt: number;
  rotatedAt: number | undefined;

  constructor(
    public declaration: SecretDeclaration,
    private readonly scheduler: Scheduler,
  ) {
    this.createdAt = this.changedAt = scheduler.now();
    for (const { id, value, stages } of declaration.versions) this.put(id, value, stages);
  }

  /**
   * The version with this id and label. @default the label AWSCURRENT @throws ServiceError ResourceNotFoundException
   */
  find(id: string | undefined, stage: string | undefined): SecretVersion {
    if (id !== undefined) {
      const version = this.versions.get(id);
      if (!version)
        throw notFound(`Secrets Manager can't find the specified secret value for VersionId: ${id}`);
      if (stage !== undefined && !version.stages.has(stage))
        throw new ServiceError(
          "InvalidRequestException",
          "You provided a VersionStage that is not associated to the provided VersionId.",
        );
      return version;
    }
    const label = stage ?? CURRENT;
    const version = this.withStage(label);
    if (!version)
      throw notFound(`Secrets Manager can't find the specified secret value for staging label: ${label}`);
    return version;
  }

  /**
   * Adds a version; the same id with the same value again changes nothing. A label moves from the version that had it,
   * and the one that loses AWSCURRENT becomes AWSPREVIOUS. Source: PutSecretValue in the API reference.
   *
   * @throws ServiceError ResourceExistsException when the id has another value
   */
  put(id: string, value: SecretValue, stages: readonly string[] = [CURRENT]): SecretVersion {
    const existing = this.versions.get(id);
    if (existing && JSON.stringify(existing.value) !== JSON.stringify(value) && hasValue(existing.value))
      throw new ServiceError(
        "ResourceExistsException",
        `The operation failed because the secret version ${id} already exists, and its value is another.`,
      );
    const version = {
      id,
      value,
      stages: existing?.stages ?? new Set<string>(),
      createdAt: this.scheduler.now(),
    };
    this.versions.set(id, version);
    for (const stage of stages) this.label(stage, version);
    // The first version is current, whatever it is labelled with.
    if (!this.withStage(CURRENT) && stages.length === 0) this.label(CURRENT, version);
    this.touch();
    return version;
  }

  /** Moves a label, or takes it off. Source: UpdateSecretVersionStage in the API reference. */
  move(stage: string, from: string | undefined, to: string | undefined): void {
    const holder = this.withStage(stage);
    if (from !== undefined && holder?.id !== from)
      throw invalidParameter(
        `The parameter RemoveFromVersionId can't be ${from}. Staging label ${stage} is not attached to it.`,
      );
    if (to === undefined && stage === CURRENT)
      throw invalidParameter(
        "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.",
      );
    const target = to === undefined ? undefined : this.versions.get(to);
    if (to !== undefined && !target)
      throw notFound(`Secrets Manager can't find the specified secret version: ${to}`);
    if (target && holder && holder !== target && from === undefined)
      throw invalidParameter(
        `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
      );
    if (target) this.label(stage, target);
    else holder?.stages.delete(stage);
    this.touch();
  }

  withStage(stage: string): SecretVersion | undefined {
    return [...this.versions.values()].find(({ stages }) => stages.has(stage));
  }

  /** Labels by version; versions without one are deprecated and left out. */
  stages(): Record<string, string[]> {
    return Object.fromEntries(
      [...this.versions.values()]
        .filter(({ stages }) => stages.size > 0)
        .map(({ id, stages }) => [id, [...stages]]),
    );
  }

  private label(stage: string, version: SecretVersion): void {
    if (version.stages.size >= MOST_LABELS && !version.stages.has(stage))
      throw new ServiceError(
        "LimitExceededException",
        `A version can have at most ${MOST_LABELS} staging labels.`,
      );
    const holder = this.withStage(stage);
    if (holder === version) return;
    holder?.stages.delete(stage);
    version.stages.add(stage);
    if (stage !== CURRENT || !holder) return;
    this.withStage(PREVIOUS)?.stages.delete(PREVIOUS);
    holder.stages.add(PREVIOUS);
  }

  private touch(): void {
    this.changedAt = this.scheduler.now();
    for (const { id, stages } of this.versions.values())
      if (this.versions.size > MOST_VERSIONS && stages.size === 0) this.versions.delete(id);
  }
}

const hasValue = ({ SecretString, SecretBinary }: SecretValue): boolean =>
  SecretString !== undefined || SecretBinary !== undefined;
const notFound = (message: string): ServiceError => new ServiceError("ResourceNotFoundException", message);
const invalidParameter = (message: string): ServiceError =>
  new ServiceError("InvalidParameterException", message);
