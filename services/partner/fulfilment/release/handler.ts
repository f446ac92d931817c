import { stepHandler } from "../stepHandler";
import { release } from "./release";

/** Entry of the function `partner-fulfilment-release`. */
export const handler = stepHandler(release);
