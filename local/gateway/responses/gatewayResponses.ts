import type { Answer, AnswerHeader } from "../answer";
import type { GatewayResponseModel } from "../api/model";
import type { RequestContext } from "../request/context";
import type { ResponseType, ResponseTypeName } from "./responseTypes";
import { RESPONSE_TYPES } from "./responseTypes";
import type { Source } from "./substitution";
import { compileMapping, compileSubstitution } from "./substitution";

/** What may differ from the type's own values. */
export interface ErrorDetails {
  readonly message?: string;
  readonly validationErrorString?: string;
  /** For DEFAULT_4XX and DEFAULT_5XX, which have none, and for what AWS answers with another status. */
  readonly status?: number;
  readonly errorType?: string;
}

interface Compiled {
  readonly status: number | undefined;
  readonly headers: readonly { readonly name: string; readonly value: Source }[];
  readonly bodies: ReadonlyMap<string, (context: RequestContext) => string>;
  readonly contentType: string;
}

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';
const SPACED_TEMPLATE = '{"message": $context.error.messageString}';
const HEADER_PREFIX = "gatewayresponse.header.";

function compile(model: GatewayResponseModel | undefined, type: ResponseType): Compiled {
  const own = [
    "application/json",
    type.template ?? (type.spaced === true ? SPACED_TEMPLATE : DEFAULT_TEMPLATE),
  ] as const;
  const templates = Object.entries(model?.responseTemplates ?? {});
  const bodies = new Map(
    (templates.length > 0 ? templates : [own]).map(([contentType, template]) => [
      contentType,
      compileSubstitution(template, ""),
    ]),
  );
  const headers: Compiled["headers"] = Object.entries(model?.responseParameters ?? {}).flatMap(
    ([key, expression]) => {
      const value = compileMapping(expression);
      return value === undefined || !key.startsWith(HEADER_PREFIX)
        ? []
        : [{ name: key.slice(HEADER_PREFIX.length), value }];
    },
  );
  const first = bodies.keys().next();
  return {
    status: model?.statusCode,
    headers,
    bodies,
    contentType: bodies.has("application/json") || first.done === true ? "application/json" : first.value,
  };
}

/** Every gateway response of an API, compiled: customised, or fallen back to DEFAULT_4XX/5XX, or AWS's own. */
export class GatewayResponses {
  private readonly compiled = new Map<string, Compiled>();

  constructor(models: ReadonlyMap<string, GatewayResponseModel>) {
    for (const [name, type] of Object.entries<ResponseType>(RESPONSE_TYPES))
      this.compiled.set(
        name,
        compile(type.fixed ? undefined : (models.get(name) ?? models.get(type.fallback)), type),
      );
  }

  /** Answers in place of the integration, and records why for the access log. */
  answer(context: RequestContext, name: ResponseTypeName, details: ErrorDetails = {}): Answer {
    const type: ResponseType = RESPONSE_TYPES[name];
    const compiled = this.compiled.get(name);
    context.error = {
      responseType: name,
      message: details.message ?? type.message,
      ...(details.validationErrorString === undefined
        ? {}
        : { validationErrorString: details.validationErrorString }),
    };
    const headers: AnswerHeader[] = [["x-amzn-ErrorType", details.errorType ?? type.errorType]];
    const accept = context.arrival.headers.accept;
    const contentType =
      accept !== undefined && compiled?.bodies.has(accept)
        ? accept
        : (compiled?.contentType ?? "application/json");
    headers.push(["Content-Type", contentType]);
    for (const { name: header, value } of compiled?.headers ?? []) {
      const text = value(context);
      if (text === undefined) continue;
      const existing = headers.findIndex(([key]) => key.toLowerCase() === header.toLowerCase());
      if (existing >= 0) headers[existing] = [header, text];
      else headers.push([header, text]);
    }
    return {
      status:
        compiled?.status ?? details.status ?? type.status ?? (type.fallback === "DEFAULT_5XX" ? 500 : 400),
      headers,
      body: compiled?.bodies.get(contentType)?.(context) ?? "",
    };
  }
}
