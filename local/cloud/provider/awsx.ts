/**
 * The simulated cloud as the `awsx` provider. A remote component's provider registers its children with the engine
 * itself; this one registers those that {@link Cloud.construct} names.
 */
import * as grpc from "@grpc/grpc-js";
import * as provproto from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resproto from "@pulumi/pulumi/proto/resource_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { UNKNOWN } from "../../graph/wire";
import type { Child, ChildReference, Cloud, Plain } from "../cloud";
import { DEFAULT_REGION } from "./configuration";
import type { Handlers } from "./handlers";
import { commonHandlers, unary } from "./handlers";
import { fromStruct, plain, toStruct } from "./properties";

/** A child as the engine registered it. */
interface Registered {
  readonly urn: string;
  readonly outputs: Plain;
}

/** Property → the URNs that its value comes from. */
type Dependencies = Map<string, Set<string>>;

/**
 * @param version Version of the awsx SDK.
 * @param awsVersion Version of the AWS SDK that the program uses, so that children share its default provider.
 */
export function awsxProvider(cloud: Cloud, version: string, awsVersion: string): Handlers {
  return {
    ...commonHandlers(version),
    configure: unary(() => new provproto.ConfigureResponse().setAcceptsecrets(true).setAcceptresources(true)),
    diffConfig: unary(() =>
      new provproto.DiffResponse().setChanges(provproto.DiffResponse.DiffChanges.DIFF_NONE),
    ),
    construct: unary((request: provproto.ConstructRequest) => construct(cloud, request, awsVersion)),
  };
}

async function construct(cloud: Cloud, request: provproto.ConstructRequest, awsVersion: string) {
  const monitor = new ResourceMonitorClient(request.getMonitorendpoint(), grpc.credentials.createInsecure());
  try {
    const component = await registerComponent(monitor, request);
    const inputs = plain(fromStruct(request.getInputs()));
    const { children, outputs } = cloud.construct({
      urn: component,
      type: request.getType(),
      name: request.getName(),
      inputs,
      region: request.getConfigMap().get("aws:region") ?? DEFAULT_REGION,
    });
    const made = new Map<string, Registered>();
    for (const child of children) {
      const parent = (child.parent && made.get(child.parent)?.urn) || component;
      const provider = request.getProvidersMap().get("aws") ?? "";
      made.set(child.key, await registerChild(monitor, child, { parent, provider, awsVersion, made }));
    }
    const dependencies: Dependencies = new Map();
    const state = toStruct(resolveProperties(outputs, made, dependencies));
    const finish = new resproto.RegisterResourceOutputsRequest().setUrn(component).setOutputs(state);
    await promise<Empty>((callback) => monitor.registerResourceOutputs(finish, callback));
    const response = new provproto.ConstructResponse().setUrn(component).setState(state);
    for (const [property, urns] of dependencies)
      response
        .getStatedependenciesMap()
        .set(property, new provproto.ConstructResponse.PropertyDependencies().setUrnsList([...urns]));
    return response;
  } finally {
    monitor.close();
  }
}

const promise = <T>(
  call: (callback: (error: grpc.ServiceError | null, response: T) => void) => void,
): Promise<T> =>
  new Promise((resolve, reject) => call((error, response) => (error ? reject(error) : resolve(response))));

/** The component itself, with the options that the program gave it. */
async function registerComponent(monitor: ResourceMonitorClient, request: provproto.ConstructRequest) {
  const registration = new resproto.RegisterResourceRequest()
    .setType(request.getType())
    .setName(request.getName())
    .setParent(request.getParent())
    .setObject(request.getInputs())
    .setProtect(request.getProtect() ?? false)
    .setDependenciesList(request.getDependenciesList())
    .setAliasesList(request.getAliasesList())
    .setAliasspecs(true)
    .setIgnorechangesList(request.getIgnorechangesList())
    .setReplaceonchangesList(request.getReplaceonchangesList())
    .setRetainondelete(request.getRetainondelete() ?? false)
    .setAcceptsecrets(true)
    .setAcceptresources(true);
  for (const [name, reference] of request.getProvidersMap().entries())
    registration.getProvidersMap().set(name, reference);
  const response = await promise<resproto.RegisterResourceResponse>((callback) =>
    monitor.registerResource(registration, callback),
  );
  return response.getUrn();
}

async function registerChild(
  monitor: ResourceMonitorClient,
  child: Child,
  context: {
    readonly parent: string;
    readonly provider: string;
    readonly awsVersion: string;
    readonly made: ReadonlyMap<string, Registered>;
  },
): Promise<Registered> {
  const dependencies: Dependencies = new Map();
  const inputs = resolveProperties(child.inputs, context.made, dependencies);
  const registration = new resproto.RegisterResourceRequest()
    .setType(child.type)
    .setName(child.name)
    .setParent(context.parent)
    .setCustom(true)
    .setObject(toStruct(inputs))
    .setProvider(context.provider)
    .setVersion(context.awsVersion)
    .setDependenciesList([...new Set([...dependencies.values()].flatMap((urns) => [...urns]))])
    .setAcceptsecrets(true)
    .setAcceptresources(true)
    // Without it the engine would drop values that are unknown at preview.
    .setSupportspartialvalues(true);
  for (const [property, urns] of dependencies)
    registration
      .getPropertydependenciesMap()
      .set(property, new resproto.RegisterResourceRequest.PropertyDependencies().setUrnsList([...urns]));
  const response = await promise<resproto.RegisterResourceResponse>((callback) =>
    monitor.registerResource(registration, callback),
  );
  const outputs = { ...fromStruct(response.getObject()), id: response.getId() || UNKNOWN };
  return { urn: response.getUrn(), outputs: { ...outputs, urn: response.getUrn() } };
}

/** Property values with each reference to an earlier child replaced by that child's output. */
function resolveProperties(
  values: Plain,
  made: ReadonlyMap<string, Registered>,
  dependencies: Dependencies,
): Plain {
  const entries = Object.entries(values).map(([property, value]) => {
    const urns = new Set<string>();
    const resolved = resolve(value, made, urns);
    if (urns.size > 0) dependencies.set(property, urns);
    return [property, resolved] as const;
  });
  return Object.fromEntries(entries);
}

function resolve(value: unknown, made: ReadonlyMap<string, Registered>, urns: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, made, urns));
  if (value === null || typeof value !== "object") return value;
  const { $child, property } = value as Partial<ChildReference>;
  if ($child !== undefined && property !== undefined) {
    const child = made.get($child);
    if (child) urns.add(child.urn);
    return child?.outputs[property] ?? UNKNOWN;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, made, urns)]));
}
