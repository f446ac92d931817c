import { JSON_TYPE } from "../answer";
import type { BackendAnswer } from "./backend";
import type { ServiceAction } from "./serviceAction";

/**
 * How a service refuses a role that may not do what it asks: not API Gateway answers, but the service, and the
 * integration responses map its answer like any other. SQS and SNS speak XML to forms, the others JSON.
 */
export function accessDenied(
  callerArn: string,
  { action, resource }: ServiceAction,
  json: boolean,
): BackendAnswer {
  const message = `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  if (json)
    return {
      status: 400,
      headers: [JSON_TYPE],
      body: Buffer.from(JSON.stringify({ __type: "AccessDeniedException", Message: message })),
    };
  return {
    status: 403,
    headers: [["Content-Type", "text/xml"]],
    body: Buffer.from(
      `<?xml version="1.0"?><ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`,
    ),
  };
}
