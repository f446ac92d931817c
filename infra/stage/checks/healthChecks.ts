import type { StageSettings } from "../schema";
import { root, type StageProblem } from "../stageError";

/** Health checks ask a public host of the stage's own, in a TLS version that Route 53's checkers speak. */
export function healthCheckProblems({
  alarms,
  domain,
}: Pick<StageSettings, "alarms" | "domain">): StageProblem[] {
  if (!alarms.healthChecks) return [];
  const problem = (what: string, fix: string): StageProblem => ({
    code: "GH1107",
    key: `${root}.alarms.healthChecks`,
    what,
    fix,
  });
  if (!domain) {
    return [
      problem(
        "alarms.healthChecks is on in a stage without a domain: there is no host of its own to check",
        "add domain.zoneName, or leave healthChecks out",
      ),
    ];
  }
  // Route 53 API reference, HealthCheckConfig: "the endpoint must support TLS v1.0, v1.1, or v1.2".
  if (domain.tlsPolicy !== "SecurityPolicy_TLS13_2025_EDGE") return [];
  return [
    problem(
      `alarms.healthChecks is on with domain.tlsPolicy ${domain.tlsPolicy}: Route 53's checkers speak TLS 1.2 at most, and would find every host unwell`,
      "use SecurityPolicy_TLS12_PFS_2025_EDGE, which takes TLS 1.3 as well, or leave healthChecks out",
    ),
  ];
}
