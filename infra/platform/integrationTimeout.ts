import type { FunctionSettings } from "../compute";

/** How long an API waits for its functions: a second more than they have, for their own timeout is the better error. */
export const integrationTimeoutMillis = ({ timeoutSeconds }: FunctionSettings): number =>
  (timeoutSeconds + 1) * 1000;
