/**
 * The graph: Pulumi's own deployment (version 3) in memory. Everything the rehearsal knows about a program it
 * knows from here, so a stack export and an in-process evaluation are the same thing to every reader.
 */
export interface Graph {
  /** Pulumi project name, from Pulumi.yaml or from the URNs of an export. */
  readonly project: string;
  /** Stack name: the stage. */
  readonly stack: string;
  /** `known`: every output has a value, as after `pulumi up`. `preview`: outputs of new and replaced resources are unknown. */
  readonly mode: "known" | "preview";
  /** Resources in registration order: parents and dependencies stand before what needs them. */
  readonly resources: readonly GraphResource[];
}

/** One resource, with the fields of a version 3 deployment. Values are in wire form; see {@link reveal}. */
export interface GraphResource {
  readonly urn: string;
  /** Pulumi type token, such as `aws:apigateway/restApi:RestApi`. */
  readonly type: string;
  /** Logical name: the last part of the URN. */
  readonly name: string;
  /** False for components, which exist in the program only. */
  readonly custom: boolean;
  /** Provider-assigned id. Absent for components, and unknown for new resources in preview mode. */
  readonly id?: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly parent?: string;
  /** Provider reference, `<urn>::<id>`; absent for components and for providers. */
  readonly provider?: string;
  readonly dependencies: readonly string[];
  /** Input property → URNs of the resources whose outputs it was computed from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** True for resources that were read with `.get()`, not created. */
  readonly external: boolean;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly string[];
  /** `project:///infra/api/restApi.ts#41,5`: where the program declared it, when the producer knows. */
  readonly sourcePosition?: string;
}

export type Properties = Readonly<Record<string, unknown>>;
