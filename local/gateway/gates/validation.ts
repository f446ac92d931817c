import type { ValidateFunction } from "ajv";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";

import type { Answer } from "../answer";
import type { MethodModel } from "../api/model";
import type { RequestContext } from "../request/context";
import type { Gate } from "../runtime";
import { validationErrorString } from "./validationMessages";

/** What a body that is no JSON at all has for `$context.error.validationErrorString`. */
const NOT_JSON = "[Invalid JSON]";

/**
 * A compiler of models, for all APIs: each has to compile draft 4's own schema first. Prototype names are no properties,
 * and all violations are found, as API Gateway does.
 */
export function schemaCompiler(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, ownProperties: true, verbose: true, logger: false });
  addFormats(ajv as unknown as Parameters<typeof addFormats>[0]);
  return ajv;
}

/** The schemas of one API, and what compiles them. */
export interface Models {
  readonly ajv: Ajv;
  /** JSON Schemas by name, for `#/definitions/<name>`. */
  readonly definitions: Readonly<Record<string, unknown>>;
}

/** The text after `=` that says which parameter a request lacks, or undefined when it has it. */
function isMissing(context: RequestContext, location: string, name: string, lower: string): boolean {
  const value =
    location === "header"
      ? context.header(lower)
      : location === "path"
        ? context.pathParameters?.[name]
        : context.queryParameter(name);
  // "Included and not blank", says api-gateway-method-request-validation.html.
  return value === undefined || value.trim() === "";
}

/** Required query, header and path parameters; API Gateway names all that are missing, in order of their keys. */
export function parametersGate(method: MethodModel): Gate | undefined {
  const required = method.parameters
    .filter((parameter) => parameter.required)
    .map(({ location, name }) => ({ location, name, lower: name.toLowerCase(), key: `${location}.${name}` }))
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  if (!method.validateParameters || required.length === 0) return undefined;
  return (context) => {
    const missing = required.filter(({ location, name, lower }) => isMissing(context, location, name, lower));
    if (missing.length === 0) {
      context.note("parameters", "pass");
      return undefined;
    }
    const names = missing.map(({ name }) => name).join(", ");
    context.note("parameters", "deny", `missing ${names}`);
    return context.arrival.stage.responses.answer(context, "BAD_REQUEST_PARAMETERS", {
      message: `Missing required request parameters: [${names}]`,
    });
  };
}

/**
 * The body against the model of its content type. A content type without model, and no `$default`, is not validated;
 * an empty body counts as `{}`.
 */
export function bodyGate(method: MethodModel, models: Models): Gate | undefined {
  const validators = new Map<string, ValidateFunction>();
  if (!method.validateBody) return undefined;
  for (const [type, schema] of Object.entries(method.requestModels))
    validators.set(type, models.ajv.compile({ allOf: [schema], definitions: models.definitions }));
  if (validators.size === 0) return undefined;
  return (context): Answer | undefined => {
    const validate = validators.get(context.mediaType) ?? validators.get("$default");
    if (validate === undefined) {
      context.note("body", "pass", "no model for this content type");
      return undefined;
    }
    const invalid = violations(validate, context.bodyText);
    if (invalid === undefined) {
      context.note("body", "pass");
      return undefined;
    }
    context.note("body", "deny", invalid);
    return context.arrival.stage.responses.answer(context, "BAD_REQUEST_BODY", {
      validationErrorString: invalid,
    });
  };
}

function violations(validate: ValidateFunction, body: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body === "" ? "{}" : body);
  } catch {
    return NOT_JSON;
  }
  if (validate(value)) return undefined;
  // The violation of the wrapper around the model says nothing by itself.
  return validationErrorString((validate.errors ?? []).filter((error) => error.schemaPath !== "#/allOf"));
}
