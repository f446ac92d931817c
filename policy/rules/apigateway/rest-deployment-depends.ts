import { INTEGRATION, METHOD, REST_API } from "../../aws/rest-method";
import { apiOf } from "../../aws/rest-stage";
import { ref, stackOf } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const DEPLOYMENT = "aws:apigateway/deployment:Deployment";
const of = (type: string, name: string) => ({ type, name, props: { restApi: ref("api", "id") } });

export default defineRule({
  id: "rest-deployment-depends",
  title: "A deployment waits for every method and integration of its API",
  severity: "high",
  scope: "stack",
  types: [DEPLOYMENT],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html"],
  choice:
    "An API declared by a body has no methods of its own to wait for; the dependency on the RestApi is enough.",
  options: noOptions,
  fix: "list the methods and integrations in dependsOn, or compute triggers from them",
  check({ resource, stack, expect, notApplicable }) {
    const [api] = apiOf(resource, stack).resources;
    if (api === undefined) return notApplicable();
    const parts = [METHOD, INTEGRATION].flatMap((type) => stack.referrers(api, type, "restApi").resources);
    if (parts.length === 0) return notApplicable();
    const waitsFor = new Set<string>();
    const queue = [...resource.dependencies];
    for (let urn = queue.pop(); urn !== undefined; urn = queue.pop()) {
      if (waitsFor.has(urn)) continue;
      waitsFor.add(urn);
      queue.push(...(stack.byUrn(urn)?.dependencies ?? []));
    }
    for (const part of parts)
      expect(
        waitsFor.has(part.urn),
        "",
        `the deployment may be made before ${part.name}, and not contain it`,
      );
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: {} },
    of(METHOD, "method"),
    of(INTEGRATION, "integration"),
    { ...of(DEPLOYMENT, "subject"), dependsOn: ["method", "integration"] },
  ),
  violations: {
    "does not wait for the integration": {
      property: "",
      change: (fixture) => ({
        ...fixture,
        resources: fixture.resources.map((item) =>
          item.name === "subject" ? { ...item, dependsOn: ["method"] } : item,
        ),
      }),
    },
  },
});
