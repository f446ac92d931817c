/** The simulated cloud as the `aws` provider: what the engine asks, in the engine's protocol. */
import * as provproto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN } from "../../graph/wire";
import type { Created, CreateRequest, Plain } from "../cloud";
import type { SimulatedCloud } from "../index";
import { canonical } from "../seed";
import type { ProviderConfiguration } from "./configuration";
import { DEFAULT_REGION, readConfiguration } from "./configuration";
import { detailedDiff } from "./detailedDiff";
import type { Handlers } from "./handlers";
import { commonHandlers, unary } from "./handlers";
import { fromStruct, keepSecrets, plain, toStruct } from "./properties";

const { DiffChanges } = provproto.DiffResponse;
const { Kind } = provproto.PropertyDiff;

/** The id is an output too, as the real provider gives it: a policy pack is told of no other. */
const outputsOf = ({ id, outputs }: Created, wireInputs: Plain): Struct =>
  toStruct({ id, ...keepSecrets(outputs, wireInputs) });

/** @param version Version of the SDK that the program uses; the engine asks for it. */
export function awsProvider(cloud: SimulatedCloud, version: string): Handlers {
  const configurations = new Map<string, ProviderConfiguration>();
  const configurationOf = (connection: string): ProviderConfiguration =>
    configurations.get(connection) ?? { region: DEFAULT_REGION, defaultTags: {} };

  /** The registration behind a URN. The type and name that newer engines send beside it are in the URN too. */
  function registration(urn: string, inputs: Plain, connection: string): CreateRequest {
    const [, , types = "", ...name] = urn.split("::");
    const type = types.split("$").pop() ?? types;
    return { urn, type, name: name.join("::"), inputs, ...configurationOf(connection) };
  }

  return {
    ...commonHandlers(version),

    configure: unary((request: provproto.ConfigureRequest, connection) => {
      configurations.set(connection, readConfiguration(plain(fromStruct(request.getArgs()))));
      return new provproto.ConfigureResponse()
        .setAcceptsecrets(true)
        .setAcceptresources(true)
        .setSupportspreview(true);
    }),

    diffConfig: unary((request: provproto.DiffRequest) => {
      const olds = plain(fromStruct(request.getOldInputs() ?? request.getOlds()));
      const changed = canonical(olds) !== canonical(plain(fromStruct(request.getNews())));
      return new provproto.DiffResponse().setChanges(changed ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
    }),

    invoke: unary((request: provproto.InvokeRequest, connection) => {
      const args = plain(fromStruct(request.getArgs()));
      const region = typeof args.region === "string" ? args.region : configurationOf(connection).region;
      return new provproto.InvokeResponse().setReturn(toStruct(cloud.invoke(request.getTok(), args, region)));
    }),

    check: unary((request: provproto.CheckRequest, connection) => {
      const news = fromStruct(request.getNews());
      const { inputs, refusals } = cloud.check(registration(request.getUrn(), plain(news), connection));
      return new provproto.CheckResponse()
        .setInputs(toStruct({ ...inputs, ...news }))
        .setFailuresList(
          refusals.map(({ property, reason }) =>
            new provproto.CheckFailure().setProperty(property).setReason(reason),
          ),
        );
    }),

    diff: unary((request: provproto.DiffRequest, connection) => {
      const olds = plain(fromStruct(request.getOldInputs() ?? request.getOlds()));
      const news = plain(fromStruct(request.getNews()));
      const { type, ...resource } = registration(request.getUrn(), news, connection);
      const { changed, replaces } = cloud.diff(type, olds, news);
      const response = new provproto.DiffResponse()
        .setChanges(changed.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
        .setDiffsList([...changed])
        .setReplacesList([...replaces])
        // With a name of its own, the old resource must be gone before the new one can have it.
        .setDeletebeforereplace(replaces.length > 0 && cloud.hasFixedName({ ...resource, type }))
        .setHasdetaileddiff(true);
      for (const { path, property, kind } of detailedDiff(olds, news)) {
        const replace = replaces.includes(property);
        const kinds = {
          add: replace ? Kind.ADD_REPLACE : Kind.ADD,
          delete: replace ? Kind.DELETE_REPLACE : Kind.DELETE,
          update: replace ? Kind.UPDATE_REPLACE : Kind.UPDATE,
        };
        response
          .getDetaileddiffMap()
          .set(path, new provproto.PropertyDiff().setKind(kinds[kind]).setInputdiff(true));
      }
      return response;
    }),

    create: unary((request: provproto.CreateRequest, connection) => {
      const wire = fromStruct(request.getProperties());
      const resource = registration(request.getUrn(), plain(wire), connection);
      if (request.getPreview())
        return new provproto.CreateResponse().setProperties(
          outputsOf({ id: UNKNOWN, outputs: cloud.preview(resource) }, wire),
        );
      const made = cloud.create(resource);
      return new provproto.CreateResponse().setId(made.id).setProperties(outputsOf(made, wire));
    }),

    update: unary((request: provproto.UpdateRequest, connection) => {
      const wire = fromStruct(request.getNews());
      const resource = registration(request.getUrn(), plain(wire), connection);
      // An update keeps what AWS computed at creation; it follows from the id, so it is known at preview too.
      const made = cloud.read(resource, request.getId());
      return new provproto.UpdateResponse().setProperties(outputsOf(made, wire));
    }),

    delete: unary((request: provproto.DeleteRequest, connection) => {
      const outputs = plain(fromStruct(request.getProperties()));
      const { type } = registration(request.getUrn(), outputs, connection);
      const refusal = cloud.deletionRefusal(type, outputs);
      if (refusal !== undefined) throw new Error(refusal);
      return new Empty();
    }),

    read: unary((request: provproto.ReadRequest, connection) => {
      const properties = fromStruct(request.getProperties());
      const inputs = fromStruct(request.getInputs());
      const response = new provproto.ReadResponse().setId(request.getId());
      // A refresh finds what was made: nobody changes a simulated resource behind the engine's back.
      if (request.getInputs()?.getFieldsMap().getLength()) {
        return response.setProperties(toStruct(properties)).setInputs(toStruct(inputs));
      }
      const resource = registration(request.getUrn(), plain(properties), connection);
      const found = cloud.read(resource, request.getId());
      return response.setProperties(outputsOf(found, properties)).setInputs(toStruct(properties));
    }),
  };
}
