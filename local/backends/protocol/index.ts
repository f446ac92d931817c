export { hasTarget, jsonProtocol, type Input, type Run } from "./jsonProtocol";
export { optionalInteger, optionalText, requiredList, requiredText, type Complain } from "./members";
export { readArn, type ArnParts } from "./resourceName";
export { realScheduler, type Scheduler } from "./scheduler";
export {
  serveLoopback,
  type Served,
  type ServiceAnswer,
  type ServiceHandler,
  type ServiceRequest,
} from "./serveLoopback";
export { ServiceError } from "./serviceError";
