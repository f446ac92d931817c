import { createRequire } from "node:module";
import type { Policies, PolicyResource, StackValidationPolicy } from "@pulumi/policy";

/** Types of the resources that a policy looks at; undefined for one that looks at all. */
export type TypesOf = (policy: string) => readonly string[] | undefined;

type Callback = (error: unknown, answer: unknown) => void;
type Handler<Request> = (call: { readonly request: Request }, callback: Callback) => void;
type Make<Request> = (pack: string, version: string, level: string, policies: Policies) => Handler<Request>;

interface Typed {
  getType(): string;
}
interface Whole {
  getResourcesList(): readonly Typed[];
}

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
    readonly makeAnalyzeRpcFun?: Make<Typed>;
    readonly makeAnalyzeStackRpcFun?: Make<Whole>;
  };
  readonly grpc?: { readonly Server?: { readonly prototype: { addService?: AddService } } };
}
type AddService = (this: unknown, service: unknown, handlers: Readonly<Record<string, unknown>>) => void;

/**
 * The SDK puts each resource before each policy, and makes the whole list anew for each policy that sees a stack. From
 * here on it asks the policies that look at the resource's type, or at a type that is in the stack; the others had
 * nothing to say. What it asks them, how it takes their levels and settings, and what it answers stays as it is.
 *
 * The functions are inside the SDK: one that keeps them elsewhere is slower, and just as good.
 */
export function askApplicable(typesOf: TypesOf): void {
  const { server, grpc } = insideOfSdk();
  const serve = server?.serve;
  const prototype = grpc?.Server?.prototype;
  const addService = prototype?.addService;
  const { makeAnalyzeRpcFun: one, makeAnalyzeStackRpcFun: all } = server ?? {};
  if (!server || !serve || !prototype || !addService || !one || !all) return;
  server.serve = (pack, version, level, args, ...rest) => {
    const policies = args.policies ?? [];
    const own = {
      analyze: eachType((chosen) => one(pack, version, level, chosen), policies, typesOf),
      analyzeStack: typesPresent((chosen) => all(pack, version, level, chosen), policies, typesOf),
    };
    prototype.addService = function (service, handlers) {
      addService.call(this, service, "analyze" in handlers ? { ...handlers, ...own } : handlers);
    };
    try {
      serve(pack, version, level, args, ...rest);
    } finally {
      prototype.addService = addService;
    }
  };
}

/** Asks about a resource those policies that look at its type. */
export function eachType(
  make: (policies: Policies) => Handler<Typed>,
  policies: Policies,
  typesOf: TypesOf,
): Handler<Typed> {
  const handlers = new Map<string, Handler<Typed>>();
  return (call, callback) => {
    const type = call.request.getType();
    let handler = handlers.get(type);
    if (handler === undefined) {
      handler = make(policies.filter(({ name }) => typesOf(name)?.includes(type) ?? true));
      handlers.set(type, handler);
    }
    handler(call, callback);
  };
}

/**
 * Asks about a stack those policies that look at a type in it, and shows all of them the same resources: the SDK makes
 * them for one policy, which keeps them, and is then asked about a stack of none.
 */
export function typesPresent(
  make: (policies: Policies) => Handler<Whole>,
  policies: Policies,
  typesOf: TypesOf,
): Handler<Whole> {
  return (call, callback) => {
    const present = new Set(call.request.getResourcesList().map((resource) => resource.getType()));
    const chosen = policies.filter(({ name }) => typesOf(name)?.some((type) => present.has(type)) ?? true);
    let resources: readonly PolicyResource[] = [];
    const keeper: StackValidationPolicy = {
      name: "resources",
      description: "Keeps the resources for all policies.",
      enforcementLevel: "advisory",
      validateStack: (args) => void (resources = args.resources),
    };
    make([keeper])(call, (error, answer) => {
      if (error) return callback(error, answer);
      make(chosen.map((policy) => shown(policy, () => resources)))(
        { request: { getResourcesList: () => [] } },
        callback,
      );
    });
  };
}

/** A policy that is shown these resources, whatever stack it is asked about. */
function shown(policy: Policies[number], resources: () => readonly PolicyResource[]): Policies[number] {
  if (!("validateStack" in policy)) return policy;
  return {
    ...policy,
    validateStack: (args, report) => policy.validateStack({ ...args, resources: [...resources()] }, report),
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
