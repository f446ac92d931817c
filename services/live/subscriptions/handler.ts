import { liveHandler, startLive } from "../startLive";
import { subscribe } from "./subscribe";

const live = startLive(process.env);

/** Entry of the function `subscriptions`. */
export const handler = liveHandler(live, subscribe(live.connections));
