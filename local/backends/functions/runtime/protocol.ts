/** What a worker is told when it is made. */
export interface EnvironmentData {
  readonly taskRoot: string;
  readonly handler: string;
  readonly functionName: string;
  readonly memorySizeMb: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logFormat: "Text" | "JSON";
  /** Where V8's code of large files is kept. */
  readonly compiledFolder: string;
}

/** One event for the handler. Events and results cross as JSON texts, as they do on AWS. */
export interface InvokeMessage {
  readonly requestId: string;
  readonly event: string;
  readonly timeoutMs: number;
  readonly traceHeader: string;
  readonly invokedFunctionArn: string;
}

/** A failure as Lambda's Node runtime reports it. */
export interface RuntimeFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** What a worker says. */
export type EnvironmentMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "init-failure"; readonly failure: RuntimeFailure }
  | {
      readonly kind: "result";
      readonly requestId: string;
      readonly payload: string;
      readonly heapBytes: number;
    }
  | {
      readonly kind: "failure";
      readonly requestId: string;
      readonly failure: RuntimeFailure;
      /** True when the environment ends with it, as after an unhandled rejection. */
      readonly fatal: boolean;
      readonly heapBytes: number;
    }
  | { readonly kind: "log"; readonly line: string };
