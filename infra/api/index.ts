/** API components. */
export { EdgeApi, type EdgeApiArgs } from "./edgeApi";
