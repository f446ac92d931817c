import { stepHandler } from "../stepHandler";
import { charge } from "./charge";

/** Entry of the function `partner-fulfilment-charge`. */
export const handler = stepHandler(charge);
