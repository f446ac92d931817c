import type { Location } from "../api/model";
import type { Declarations } from "../declarations";
import type { Roles } from "../iam/roles";
import { mayInvoke } from "../lambdaPermission";

/** Who calls which function, and how it is allowed to. */
export interface LambdaCall {
  readonly functionArn: string;
  /** ARN of the method or authorizer. */
  readonly sourceArn: string;
  /** ARN of the role to assume; absent: the function's own resource policy decides. */
  readonly credentials: string | undefined;
  readonly location: Location;
}

/** Why API Gateway may not invoke the function, with the fix; undefined when it may. */
export function lambdaRefusal(
  call: LambdaCall,
  declarations: Declarations,
  roles: Roles,
): string | undefined {
  const { functionArn, sourceArn, credentials, location } = call;
  if (credentials === undefined)
    return mayInvoke(declarations, functionArn, [sourceArn])
      ? undefined
      : `No aws.lambda.Permission lets API Gateway invoke ${functionArn} from ${sourceArn}. Add one whose sourceArn covers it`;
  const role = roles.find(credentials);
  // The caller's own credentials, or a role of somebody else: nothing of it is in the graph.
  if (role === undefined) return undefined;
  const { accountId, region } = location;
  const assumed = roles.assume(role, { sourceArn, accountId, region });
  if (typeof assumed === "string") return `${assumed}. Mend its assumeRolePolicy`;
  const may = assumed.may("lambda:InvokeFunction", functionArn);
  return may === true ? undefined : `${may}. Grant it`;
}
