/**
 * The simulated cloud: what the AWS provider would answer. One implementation serves the in-process evaluation
 * (known mode) and the gRPC provider that the real Pulumi engine talks to.
 */
export interface Cloud {
  /** The id and the outputs of a new resource: its inputs, the provider's defaults and the computed attributes. */
  create(request: CreateRequest): Created;
  /** The result of a data source or provider function, such as `aws:index/getRegion:getRegion`. */
  invoke(token: string, args: Plain, region?: string): Plain;
  /** The resources that a remote component, such as `awsx:ec2:Vpc`, makes, and its own outputs. */
  construct(request: CreateRequest): Constructed;
  /** Which properties differ, and which of them the provider can only change by replacing the resource. */
  diff(
    type: string,
    olds: Plain,
    news: Plain,
  ): { readonly changed: readonly string[]; readonly replaces: readonly string[] };
}

export type Plain = Record<string, unknown>;

export interface CreateRequest {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Inputs without secret wrappers; assets and archives in wire form. */
  readonly inputs: Plain;
  /** Region of the resource's provider. */
  readonly region: string;
  /** Tags that the provider adds to every taggable resource. */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

export interface Created {
  readonly id: string;
  readonly outputs: Plain;
}

/** A child of a remote component. Property values may hold {@link ChildReference}s to earlier children. */
export interface Child {
  /** Unique within the component; what references name. */
  readonly key: string;
  readonly type: string;
  readonly name: string;
  /** Key of the parent child; absent when the component itself is the parent. */
  readonly parent?: string;
  readonly inputs: Plain;
}

/** Stands for an output property of an earlier child, such as `{ $child: "vpc", property: "id" }`. */
export interface ChildReference {
  readonly $child: string;
  readonly property: string;
}

export interface Constructed {
  readonly children: readonly Child[];
  /** The component's outputs; values may hold {@link ChildReference}s. */
  readonly outputs: Plain;
}
