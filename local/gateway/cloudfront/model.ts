/** Where a behaviour sends requests. */
export interface OriginModel {
  /** In lower case. */
  readonly domainName: string;
  /** Put before each path, such as `/prod`; empty when there is none. */
  readonly path: string;
  /** Headers that the distribution adds, in place of the viewer's. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** A cache behaviour, as far as it is executed. */
export interface BehaviorModel {
  /** Absent for the default behaviour. */
  readonly pathPattern?: RegExp;
  readonly allowedMethods: ReadonlySet<string>;
  /** Host of its origin, or the id of what is no origin: a group of them. */
  readonly target: string;
  /** Absent when it is no API of the program. */
  readonly origin?: OriginModel;
}

/** A CloudFront distribution as the gateway sees it. Names are CloudFront's. */
export interface DistributionModel {
  readonly urn: string;
  readonly id: string;
  /** Host names in lower case: aliases, then its own, `d….cloudfront.net`. */
  readonly hosts: readonly string[];
  /** Object for `/`, with a slash before it. */
  readonly defaultRootObject?: string;
  /** ARN of the web ACL. */
  readonly webAclId?: string;
  /** In the order in which they are tried; the default behaviour is the last. */
  readonly behaviors: readonly BehaviorModel[];
}
