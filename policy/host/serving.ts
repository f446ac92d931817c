import { createRequire } from "node:module";
import type { Policies } from "@pulumi/policy";
import { remediates, unreadRemediation, type Service } from "./unreadRemediation";

export type Callback = (error: unknown, answer: unknown) => void;
/** Answers one kind of the engine's requests. */
export type Handler<Request> = (call: { readonly request: Request }, callback: Callback) => void;
/** The SDK's own way to answer, for some policies. */
export type Make<Request> = (policies: Policies) => Handler<Request>;

/** A request about one resource, as far as it is read here. */
export interface AboutResource {
  getType(): string;
}
/** A request about all resources. */
export interface AboutStack {
  getResourcesList(): readonly AboutResource[];
}
/** What `--policy-pack-config` says: by policy, its level and the options that were given. */
export interface Configuration {
  getPolicyconfigMap(): {
    entries(): Iterable<
      [string, { getProperties(): { toJavaScript(): Record<string, unknown> } | undefined }]
    >;
  };
}

/** How the SDK answers the engine for a pack. */
export interface Serving {
  readonly policies: Policies;
  readonly analyze: Make<AboutResource>;
  readonly analyzeStack: Make<AboutStack>;
  readonly configure: Handler<Configuration>;
}

/** Answers in place of the SDK's. */
export interface Answers {
  readonly analyze: Handler<AboutResource>;
  readonly analyzeStack: Handler<AboutStack>;
  readonly configure: Handler<Configuration>;
}

type MakeRpc<Request> = (
  pack: string,
  version: string,
  level: string,
  policies: Policies,
) => Handler<Request>;
type AddService = (this: unknown, service: Service, handlers: Readonly<Record<string, unknown>>) => void;

/** What of the SDK's inside answers the engine. */
interface Inside {
  readonly server?: {
    serve?: (
      pack: string,
      version: string,
      level: string,
      args: { policies?: Policies },
      ...rest: unknown[]
    ) => void;
    readonly makeAnalyzeRpcFun?: MakeRpc<AboutResource>;
    readonly makeAnalyzeStackRpcFun?: MakeRpc<AboutStack>;
  };
  readonly grpc?: { readonly Server?: { readonly prototype: { addService?: AddService } } };
}

/**
 * Lets the pack that is started next answer some of the engine's requests in another way than the SDK does. These
 * functions are inside the SDK: one that keeps them elsewhere answers as ever.
 */
export function changeServing(change: (serving: Serving) => Answers): void {
  const { server, grpc } = insideOfSdk();
  const serve = server?.serve;
  const prototype = grpc?.Server?.prototype;
  const addService = prototype?.addService;
  const { makeAnalyzeRpcFun: one, makeAnalyzeStackRpcFun: all } = server ?? {};
  if (!server || !serve || !prototype || !addService || !one || !all) return;
  server.serve = (pack, version, level, args, ...rest) => {
    prototype.addService = function (service, handlers) {
      const answers = change({
        policies: args.policies ?? [],
        analyze: (policies) => one(pack, version, level, policies),
        analyzeStack: (policies) => all(pack, version, level, policies),
        configure: handlers.configure as Handler<Configuration>,
      });
      const unread = remediates(args.policies ?? []) ? undefined : unreadRemediation(service);
      addService.call(
        this,
        { ...service, ...unread?.method },
        { ...handlers, ...answers, ...unread?.handler },
      );
    };
    try {
      serve(pack, version, level, args, ...rest);
    } finally {
      prototype.addService = addService;
    }
  };
}

function insideOfSdk(): Inside {
  try {
    const sdk = createRequire(createRequire(__filename).resolve("@pulumi/policy/server"));
    return { server: sdk("./server") as Inside["server"], grpc: sdk("@grpc/grpc-js") as Inside["grpc"] };
  } catch {
    return {};
  }
}
