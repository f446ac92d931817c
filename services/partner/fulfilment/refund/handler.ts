import { stepHandler } from "../stepHandler";
import { refund } from "./refund";

/** Entry of the function `partner-fulfilment-refund`. */
export const handler = stepHandler(refund);
