import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  type ConnectionsEndpoint,
  readWebSocketContract,
  WebSocketApi,
  type WebSocketContract,
} from "../api";
import { bundleName, LambdaFunction, type LambdaFunctionArgs, projectRoot } from "../compute";
import { DataTable } from "../data";
import { HttpApiDomain, type PublicHost } from "../domains";
import type { EdgeWebAcl } from "../edge";
import { subjects } from "../observability";
import type { StageConfig } from "../stage";
import type { Foundation } from "./foundation";
import { type Front, originOf, publicHostOf } from "./front";
import { together, type Watched, watchCertificate, watchEdgeCertificate, watchFunctions } from "./watch";

/** What the other parts of the program, and people, want to know of live. */
export interface Live {
  readonly api: WebSocketApi;
  readonly table: DataTable;
  /** Where browsers connect, `wss://…`. */
  readonly url: pulumi.Output<string>;
  readonly watched: Watched;
}

/** The contract of a WebSocket API by its path below `services/`. */
export const webSocketContractOf = (path: string): WebSocketContract =>
  readWebSocketContract(join(projectRoot, "services", path));

/** What one function is told and may do, beside what all are. */
type Design = Pick<LambdaFunctionArgs, "environment" | "tables" | "statements">;

/**
 * Live: a WebSocket API. Its functions run outside of the VPC: they reach nothing private, and the connections API of a
 * public WebSocket API cannot be reached through an execute-api endpoint, to which that name leads inside the VPC.
 */
export function declareLive(
  foundation: Foundation,
  contract: WebSocketContract,
  edgeWebAcl: EdgeWebAcl | undefined,
): Live {
  const { config, target, dataKey, platformKey, logRole } = foundation;
  const settings = config.live;
  const common = { config, target };
  const host = publicHostOf("live", foundation);
  const front = originOf("live", foundation, edgeWebAcl, settings, host);
  const table = new DataTable("live-connections", {
    config,
    design: {
      hashKey: "connectionId",
      rangeKey: "entry",
      indexes: { byTopic: { hashKey: "topic", rangeKey: "connectionId" } },
      expiresAt: "expiresAt",
    },
    kmsKeyArn: dataKey.arn,
  });
  const made: LambdaFunction[] = [];
  const functions = (connections: ConnectionsEndpoint): Record<string, LambdaFunction> => {
    const designs = designsOf(foundation, front, table, connections);
    return Object.fromEntries(
      contract.functions.map(({ name, handlerFile }) => {
        const design = designs[name];
        if (!design)
          throw new Error(`${contract.file} names the function ${name}, whose rights nobody has said`);
        const bundle = bundleName(handlerFile);
        const lambda = new LambdaFunction(`live-${name}`, {
          ...common,
          bundle,
          description: `${contract.name} ${contract.version}: ${name}`,
          settings: settings.functions,
          platformKeyArn: platformKey.arn,
          ...design,
          environment: {
            STAGE: config.stage,
            POWERTOOLS_SERVICE_NAME: bundle,
            POWERTOOLS_METRICS_NAMESPACE: target.prefix,
            POWERTOOLS_LOG_LEVEL: settings.functions.logLevel,
            ...design.environment,
          },
          ...(design.tables && { tableKeyArn: dataKey.arn }),
        });
        made.push(lambda);
        return [name, lambda];
      }),
    );
  };
  const api = new WebSocketApi("live", {
    ...common,
    contract,
    functions,
    throttle: settings.throttle,
    // A second more than the function has: its own timeout is the better error.
    timeoutMillis: (settings.functions.timeoutSeconds + 1) * 1000,
    platformKeyArn: platformKey.arn,
    logRole: logRole?.account,
  });
  const entrance = entranceOf(config, host, api, front);
  const watched = together([
    watchFunctions(made),
    entrance.certificate,
    {
      subjects: [
        subjects.webSocketApi("live", api.id, api.stageName),
        subjects.table("table-live-connections", table.tableName),
      ],
      accessLogs: [api.accessLogName],
      functionLogs: [],
    },
  ]);
  return { api, table, url: entrance.url, watched };
}

function designsOf(
  { config, identity }: Foundation,
  front: Front,
  table: DataTable,
  connections: ConnectionsEndpoint,
): Readonly<Record<string, Design>> {
  const environment = { TABLE_NAME: table.tableName };
  const grant = (...actions: string[]) => ({ tableArn: table.arn, actions });
  return {
    authorizer: {
      environment: {
        TOKEN_ISSUER: identity.issuer,
        CLIENT_IDS: pulumi.all(Object.values(identity.clientIds)).apply((ids) => ids.join()),
        ALLOWED_ORIGINS: config.live.allowOrigins.join(","),
        ...front.environment,
      },
      statements: front.statements,
    },
    connection: { environment, tables: [grant("PutItem", "Query", "DeleteItem")] },
    subscriptions: { environment, tables: [grant("PutItem", "Query", "DeleteItem")] },
    publish: {
      environment: {
        ...environment,
        // The SDK's own variable: a client without an endpoint would ask a host that knows no connections.
        AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: connections.url,
      },
      tables: [
        {
          ...grant("Query", "DeleteItem"),
          indexes: { names: ["byTopic"], actions: ["Query"] },
        },
      ],
      statements: [
        {
          Sid: "ConnectionsOfThisStage",
          Effect: "Allow",
          Action: "execute-api:ManageConnections",
          Resource: connections.arn,
        },
      ],
    },
  };
}

/** The address that browsers use, the distribution's, the custom domain's, or the API's own; and its certificate. */
function entranceOf(
  config: StageConfig,
  host: PublicHost | undefined,
  api: WebSocketApi,
  front: Front,
): { readonly url: pulumi.Output<string>; readonly certificate: Watched } {
  const distributed = front.distribute(api.hostName, `/${config.stage}`);
  if (distributed)
    return {
      url: pulumi.interpolate`wss://${distributed.hostName}`,
      certificate: watchEdgeCertificate("live", distributed.certificateArn),
    };
  if (!host) return { url: api.invokeUrl, certificate: watchCertificate("live", undefined) };
  const domain = new HttpApiDomain("live-domain", { config, host, api });
  return {
    url: pulumi.interpolate`wss://${domain.hostName}`,
    certificate: watchCertificate("live", domain.certificateArn),
  };
}
