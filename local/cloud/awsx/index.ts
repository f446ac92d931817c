import type { Constructed, CreateRequest } from "../cloud";
import { constructVpc } from "./vpc";

/** Remote components that the simulated cloud can make. */
export const components: ReadonlyMap<string, (request: CreateRequest) => Constructed> = new Map([
  ["awsx:ec2:Vpc", constructVpc],
]);
