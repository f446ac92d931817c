import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { traced } from "../../shared/telemetry";
import { requiredVariables } from "../../shared/variables";
import { liveHandler, startLive } from "../startLive";
import { publish } from "./publish";

const live = startLive(process.env);
// Where the connections of this stage are: the SDK reads it by itself, but without it would ask a host that has none.
requiredVariables(process.env, ["AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI"]);
const client = traced(new ApiGatewayManagementApiClient({}), live.telemetry);

const send = async (connectionId: string, text: string): Promise<void> => {
  await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: Buffer.from(text) }));
};

/** Entry of the function `publish`. */
export const handler = liveHandler(live, publish(live.connections, send, live.telemetry));
