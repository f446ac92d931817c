import { stepHandler } from "../stepHandler";
import { ship } from "./ship";

/** Entry of the function `partner-fulfilment-ship`. */
export const handler = stepHandler(ship);
