import type { Answer, AnswerHeader } from "../answer";
import type { RequestContext } from "../request/context";
import { viewerCountry } from "../request/viewerCountry";
import type { Gate } from "../runtime";
import type { WebAcl } from "../waf";

/**
 * AWS WAF: the first gate, before routing and every other access control
 * (apigateway/latest/developerguide/apigateway-control-access-aws-waf.html). A rule's custom response beats the
 * gateway response WAF_FILTERED.
 */
export function wafGate(acl: WebAcl): Gate {
  return (context): Answer | undefined => {
    const { arrival } = context;
    const verdict = acl.evaluate({
      method: arrival.method,
      path: arrival.fullPath,
      queryString: arrival.queryString,
      headers: context.headers,
      body: arrival.body,
      clientIp: arrival.clientIp,
      ...viewerCountry(arrival.headers),
    });
    if (verdict.action === "ALLOW") {
      context.wafResponseCode = "WAF_ALLOW";
      if (verdict.insertHeaders.length > 0) context.wafHeaders = verdict.insertHeaders;
      if (context.trace !== undefined) context.note("waf", "pass", counted(verdict.counted));
      return undefined;
    }
    context.wafResponseCode = "WAF_BLOCK";
    context.note("waf", "block", verdict.rule ?? "default action");
    if (verdict.status === undefined) return arrival.stage.responses.answer(context, "WAF_FILTERED");
    return custom(context, verdict.status, verdict.headers ?? [], verdict.body ?? "");
  };
}

const counted = (rules: readonly string[]): string | undefined =>
  rules.length === 0 ? undefined : `counted ${rules.join(", ")}`;

function custom(
  context: RequestContext,
  status: number,
  headers: readonly AnswerHeader[],
  body: string,
): Answer {
  context.error = { responseType: "WAF_FILTERED", message: "Forbidden" };
  return { status, headers, body };
}
