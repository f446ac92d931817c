import { Value } from "./value";
import type { JsonObject } from "./wire";

/** What a host knows of a resource. All but the first three fields may be missing. */
export interface ResourceFacts {
  readonly urn: string;
  /** Pulumi type token, such as `aws:apigateway/stage:Stage`. */
  readonly type: string;
  /** What the rules read: inputs, or what the engine shows of them. */
  readonly props: JsonObject;
  /** What the provider answered; used to follow references by value, never judged. */
  readonly outputs?: JsonObject;
  readonly id?: unknown;
  readonly parent?: string;
  /** Inputs of the resource's provider: its region, its assumed role. */
  readonly provider?: JsonObject;
  readonly dependencies?: readonly string[];
  /** Input property → URNs of the resources it was computed from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** Read with `.get()`: somebody else's resource, which the rules do not judge. */
  readonly external?: boolean;
  readonly protect?: boolean;
  /** Whether a replacement is made only after the old one is gone. Exports of a deployed stack do not keep it. */
  readonly deleteBeforeReplace?: boolean;
  /** Property paths whose changes the engine leaves alone. */
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  /** `project:///infra/api.ts#41,5`. */
  readonly sourcePosition?: string;
}

/** A resource as the rules see it. */
export class Resource {
  readonly urn: string;
  readonly type: string;
  readonly external: boolean;
  private ownProps: Value | undefined;
  private ownOutputs: Value | undefined;
  private ownDependencies: readonly string[] | undefined;
  private ownPropertyDependencies: ResourceFacts["propertyDependencies"];

  /** @param facts each read when it is first asked for, and kept */
  constructor(private readonly facts: ResourceFacts) {
    this.urn = facts.urn;
    this.type = facts.type;
    this.external = facts.external ?? false;
  }

  get props(): Value {
    return (this.ownProps ??= new Value(this.facts.props, ""));
  }

  get outputs(): Value {
    return (this.ownOutputs ??= new Value(this.facts.outputs ?? this.facts.props, ""));
  }

  get id(): Value {
    return this.facts.id == null ? this.outputs.get("id") : new Value(this.facts.id, "id");
  }

  get dependencies(): readonly string[] {
    return (this.ownDependencies ??= this.facts.dependencies ?? []);
  }

  /** Logical name: the last part of the URN. */
  get name(): string {
    return this.urn.slice(this.urn.lastIndexOf("::") + 2);
  }

  get additionalSecretOutputs(): readonly string[] {
    return this.facts.additionalSecretOutputs ?? [];
  }

  /** Whether the engine refuses to delete it. */
  get protect(): boolean {
    return this.facts.protect ?? false;
  }

  /** Whether the engine deletes it before it makes its replacement, as far as the host knows. */
  get deleteBeforeReplace(): boolean {
    return this.facts.deleteBeforeReplace ?? false;
  }

  get ignoreChanges(): readonly string[] {
    return this.facts.ignoreChanges ?? [];
  }

  /** URN of the component or resource it belongs to. */
  get parent(): string | undefined {
    return this.facts.parent;
  }

  get sourcePosition(): string | undefined {
    return this.facts.sourcePosition;
  }

  /** An input by its path. */
  get(...keys: readonly (string | number)[]): Value {
    return this.props.get(...keys);
  }

  /** URNs that the input property was computed from. */
  dependenciesOf(property: string): readonly string[] {
    this.ownPropertyDependencies ??= this.facts.propertyDependencies ?? {};
    return this.ownPropertyDependencies[property] ?? [];
  }

  /** The region it lives in: its own `region` (provider 7 and later), else its provider's. */
  get region(): Value {
    const own = this.props.get("region");
    if (own.state !== "absent") return own;
    const answered = this.outputs.get("region");
    if (answered.state === "known") return answered;
    return new Value(this.facts.provider?.region, "region");
  }
}
