import { endpointsById, VPC_ENDPOINT } from "../../aws/private-api";
import { REST_API } from "../../aws/rest-method";
import { hasEndpointType } from "../../aws/rest-stage";
import { ref, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";

export default defineRule({
  id: "private-api-vpce-ids",
  title: "A private API lists its VPC endpoints, and they are interface endpoints of execute-api",
  severity: "high",
  scope: "stack",
  types: [REST_API],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/associate-private-api-with-vpc-endpoint.html",
  ],
  choice:
    "An endpoint that another stack declares cannot be looked at: it is cannot-tell until it is listed in `elsewhere`.",
  options: optionsOf({
    elsewhere: names("Ids of execute-api interface endpoints that other stacks declare.", []),
  }),
  fix: "set endpointConfiguration.vpcEndpointIds to the id of an Interface VpcEndpoint of com.amazonaws.<region>.execute-api",
  check({ resource, stack, options, expect, notApplicable }) {
    const isPrivate = hasEndpointType(resource, "PRIVATE");
    if (isPrivate === false) return notApplicable();
    const applies = not(isPrivate);
    const configuration = resource.get("endpointConfiguration");
    const [first] = configuration.items;
    const ids = first?.get("vpcEndpointIds") ?? configuration;
    expect(
      any([applies, ids.notEmpty]),
      ids,
      "without vpcEndpointIds the API has no address of its own in the VPC",
    );
    const followed = resource
      .dependenciesOf("endpointConfiguration")
      .flatMap((urn) => stack.byUrn(urn) ?? [])
      .filter(({ type }) => type === VPC_ENDPOINT);
    const known = endpointsById(stack);
    const named = known.of(...ids.items.map(({ text }) => text));
    const endpoints = [...new Set([...followed, ...named])];
    for (const endpoint of endpoints)
      expect(
        any([
          applies,
          all([
            endpoint.get("vpcEndpointType").is("Interface"),
            endpoint.get("serviceName").matches((text) => text.endsWith(".execute-api")),
          ]),
        ]),
        ids,
        `${endpoint.name} is no interface endpoint of execute-api`,
      );
    for (const id of ids.items) {
      const isSeen = id.text === undefined ? followed.length > 0 : known.of(id.text).length > 0;
      if (!isSeen && !options.elsewhere.includes(id.text ?? ""))
        expect("unknown", id, `${id.shown ?? "the endpoint"} is not in this stack`);
    }
  },
  compliant: stackOf(
    {
      type: VPC_ENDPOINT,
      name: "endpoint",
      props: { vpcEndpointType: "Interface", serviceName: "com.amazonaws.eu-central-1.execute-api" },
    },
    {
      type: REST_API,
      name: "subject",
      props: { endpointConfiguration: { types: "PRIVATE", vpcEndpointIds: [ref("endpoint", "id")] } },
    },
  ),
  violations: {
    "no ids": wrong(["endpointConfiguration", "vpcEndpointIds"], undefined),
    "another service": wrong(
      "serviceName",
      "com.amazonaws.eu-central-1.sqs",
      "endpointConfiguration.vpcEndpointIds",
      "endpoint",
    ),
    "a gateway endpoint": wrong(
      "vpcEndpointType",
      undefined,
      "endpointConfiguration.vpcEndpointIds",
      "endpoint",
    ),
  },
});
