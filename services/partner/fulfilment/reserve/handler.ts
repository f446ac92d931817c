import { stepHandler } from "../stepHandler";
import { reserve } from "./reserve";

/** Entry of the function `partner-fulfilment-reserve`. */
export const handler = stepHandler(reserve);
