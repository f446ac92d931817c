import type { Answer } from "./answer";
import type { MethodModel, RestApiModel } from "./api/model";
import type { RequestContext } from "./request/context";
import type { GatewayResponses } from "./responses/gatewayResponses";
import type { ResourceTree } from "./routing/resourceTree";

/** A gate lets the request pass, or answers in place of all that follow. */
export type Gate = (context: RequestContext) => Answer | undefined | Promise<Answer | undefined>;

/** What stands behind the gates. */
export type Integration = (context: RequestContext) => Answer | Promise<Answer>;

/** One method, compiled: its gates in AWS's order, then the integration. */
export interface MethodRuntime {
  readonly model: MethodModel;
  readonly gates: readonly Gate[];
  readonly integration: Integration;
}

/** One stage, compiled. */
export interface StageRuntime {
  readonly api: RestApiModel;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Before routing: WAF sees requests for paths that do not exist, too. */
  readonly gates: readonly Gate[];
  readonly tree: ResourceTree<MethodRuntime>;
  readonly responses: GatewayResponses;
  /** Arn of the web ACL that guards the stage. */
  readonly webAclArn?: string;
  /** X-Ray is on: requests have `$context.xrayTraceId`. */
  readonly tracing: boolean;
  readonly writeAccessLog?: (context: RequestContext) => void;
}
