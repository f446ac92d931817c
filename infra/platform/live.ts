import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  type ConnectionsEndpoint,
  readWebSocketContract,
  WebSocketApi,
  type WebSocketContract,
} from "../api";
import { contractFunctions, type FunctionDesign, projectRoot } from "../compute";
import { DataTable } from "../data";
import type { EdgeWebAcl } from "../edge";
import { subjects } from "../observability";
import type { Foundation } from "./foundation";
import { type Front, frontOf } from "./front";
import { integrationTimeoutMillis } from "./integrationTimeout";
import { together, type Watched, watchFunctions } from "./watch";

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
  const front = frontOf("live", foundation, edgeWebAcl);
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
  const functions = (connections: ConnectionsEndpoint) => {
    const designs = designsOf(foundation, front, table, connections);
    return contractFunctions("live", {
      ...common,
      contract,
      settings: settings.functions,
      platformKeyArn: platformKey.arn,
      design: (name) => {
        const design = designs[name];
        if (!design)
          throw new Error(`${contract.file} names the function ${name}, whose rights nobody has said`);
        return design;
      },
    });
  };
  const api = new WebSocketApi("live", {
    ...common,
    contract,
    functions,
    throttle: settings.throttle,
    timeoutMillis: integrationTimeoutMillis(settings.functions),
    platformKeyArn: platformKey.arn,
    logRole: logRole?.account,
  });
  const entrance = front.open(api, `/${config.stage}`);
  const watched = together([
    watchFunctions(Object.values(api.functions)),
    entrance.certificate,
    {
      subjects: [
        subjects.webSocketApi("live", api.id, api.stageName),
        subjects.table("table-live-connections", table.tableName),
      ],
      accessLogs: [api.accessLogName],
    },
  ]);
  const { hostName } = entrance;
  const url = hostName === undefined ? api.invokeUrl : pulumi.interpolate`wss://${hostName}`;
  return { api, table, url, watched };
}

function designsOf(
  { config, identity, dataKey }: Foundation,
  front: Front,
  table: DataTable,
  connections: ConnectionsEndpoint,
): Readonly<Record<string, FunctionDesign>> {
  const environment = { TABLE_NAME: table.tableName };
  const grant = (...actions: string[]) => ({ tableArn: table.arn, actions });
  const tableKeyArn = dataKey.arn;
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
    connection: { environment, tables: [grant("PutItem", "Query", "DeleteItem")], tableKeyArn },
    subscriptions: { environment, tables: [grant("PutItem", "Query", "DeleteItem")], tableKeyArn },
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
      tableKeyArn,
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
