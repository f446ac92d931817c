import { liveHandler, startLive } from "../startLive";
import { connection } from "./connection";

const live = startLive(process.env);

/** Entry of the function `connection`. */
export const handler = liveHandler(live, connection(live.connections));
