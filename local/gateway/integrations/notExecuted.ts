import { JSON_TYPE } from "../answer";
import type { Gate } from "../runtime";

/**
 * Stands where the program declares something that the rehearsal does not execute. It answers 501, a status that API
 * Gateway itself never gives, so that nobody takes it for AWS's answer; and no request passes a gate that is not there.
 */
export function notExecuted(gate: string, what: string): Gate {
  const body = JSON.stringify({ message: `The rehearsal does not execute ${what}.` });
  return (context) => {
    context.note(gate, "not-executed", what);
    return { status: 501, headers: [JSON_TYPE], body };
  };
}
