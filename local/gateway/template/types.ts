/** What a mapping template is given and what it gives back. */

/** The request or response that a template maps. */
export interface TemplateInput {
  /** `$input.body`, already decoded to text. */
  readonly body: string;
  /** `$input.params()`: the last value of each parameter, header names in the client's case. */
  readonly params: {
    readonly path: Readonly<Record<string, string>>;
    readonly querystring: Readonly<Record<string, string>>;
    readonly header: Readonly<Record<string, string>>;
  };
}

export interface TemplateRequest {
  readonly input: TemplateInput;
  /** `$context`, nested as in AWS's table: `identity.sourceIp`, `authorizer.claims.sub`, `error.messageString` … */
  readonly context: Readonly<Record<string, unknown>>;
  readonly stageVariables: Readonly<Record<string, string>>;
}

export interface Rendered {
  readonly output: string;
  /** What `#set($context.requestOverride.… = …)` asked for. */
  readonly requestOverride: {
    readonly header: Readonly<Record<string, string>>;
    readonly path: Readonly<Record<string, string>>;
    readonly querystring: Readonly<Record<string, string>>;
  };
  /** What `#set($context.responseOverride.… = …)` asked for. */
  readonly responseOverride: { readonly status?: number; readonly header: Readonly<Record<string, string>> };
}

/** A parsed mapping template. */
export interface Template {
  /** @throws TemplateError when AWS would fail the request, such as a body that `$input.path` cannot read. */
  render(request: TemplateRequest): Rendered;
}

/** A template that does not parse, or that cannot be rendered. */
export class TemplateError extends Error {
  /** Stable code: GH4101 does not parse, GH4102 cannot be rendered, GH4103 a limit was exceeded. */
  readonly code: "GH4101" | "GH4102" | "GH4103";
  /** One-based. */
  readonly line: number;
  /** One-based. */
  readonly column: number;

  constructor(code: TemplateError["code"], message: string, line = 1, column = 1) {
    super(`${code} template ${line}:${column}: ${message}`);
    this.name = "TemplateError";
    this.code = code;
    this.line = line;
    this.column = column;
  }
}
