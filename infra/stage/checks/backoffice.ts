import { longestForm, longestResourcePolicy } from "../../api/privateApiPolicy";
import type { StageSettings } from "../schema";
import { root, type StageProblem } from "../stageError";

/** The policy that the callers of the back office make has to fit into API Gateway's limit. */
export function backofficeProblems({
  backoffice: { callers },
}: Pick<StageSettings, "backoffice">): StageProblem[] {
  const length = longestForm({
    vpcEndpointIds: callers.vpcEndpoints.map(({ id }) => id),
    vpcIds: callers.vpcIds,
  });
  if (length <= longestResourcePolicy) return [];
  return [
    {
      code: "GH1111",
      key: `${root}.backoffice.callers`,
      what: `backoffice.callers make a resource policy of ${length} characters; API Gateway takes ${longestResourcePolicy}`,
      fix: "list a VPC instead of each of its endpoints, or let callers share an endpoint",
    },
  ];
}
