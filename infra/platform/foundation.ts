import { join } from "node:path";
import { projectRoot } from "../compute";
import { type Contract, type ContractScope, readContract } from "../contract";
import { CaaRecord } from "../domains";
import { alarmsService, EncryptionKey, logsService } from "../encryption";
import { Identity } from "../identity";
import { Network } from "../network";
import { AlarmTopic } from "../observability";
import { ApiGatewayLogRole } from "../operations";
import { lookUpTarget, type StageConfig, type Target } from "../stage";

/** What every API of a stage stands on. */
export interface Foundation {
  readonly config: StageConfig;
  readonly target: Target;
  /** Encrypts what customers store. */
  readonly dataKey: EncryptionKey;
  /** Encrypts what the platform writes about itself: logs, alarms, function environments. */
  readonly platformKey: EncryptionKey;
  readonly network: Network;
  readonly identity: Identity;
  /** Where alarms go. */
  readonly topic: AlarmTopic;
  /** The account's log role, where this stack owns it: what has to stand before a stage can log. */
  readonly logRole: ApiGatewayLogRole | undefined;
}

/** A contract by its path below `services/`. */
export const contractOf = (path: string): Contract => readContract(join(projectRoot, "services", path));

/** Keys, network, identity, alarm topic, and what an account has once. */
export function declareFoundation(
  config: StageConfig,
  contracts: readonly Pick<Contract, "scopes">[],
): Foundation {
  const target = lookUpTarget(config);
  const common = { config, target };
  const dataKey = new EncryptionKey("data", {
    ...common,
    description: "What the APIs store for customers",
    services: [],
  });
  const platformKey = new EncryptionKey("platform", {
    ...common,
    description: "Logs, alarms and function environments",
    services: [logsService(target), alarmsService(target)],
  });
  const network = new Network("network", { ...common, kmsKeyArn: platformKey.arn });
  const identity = new Identity("identity", {
    ...common,
    scopes: scopesOf(contracts),
  });
  const logRole = config.operations.ownsApiGatewayLogRole
    ? new ApiGatewayLogRole("api-gateway-logs", { target })
    : undefined;
  if (config.domain?.ownsCaaRecord) new CaaRecord("zone", config.domain);
  const topic = new AlarmTopic("alarm", {
    target,
    emails: config.alarms.emails,
    platformKeyArn: platformKey.arn,
  });
  return { ...common, dataKey, platformKey, network, identity, topic, logRole };
}

/** The scopes of all contracts; two versions of an API have the same. */
function scopesOf(contracts: readonly Pick<Contract, "scopes">[]): ContractScope[] {
  const scopes = contracts.flatMap((contract) => contract.scopes);
  return [...new Map(scopes.map((scope) => [scope.name, scope])).values()];
}
