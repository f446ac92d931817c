import assert from "node:assert/strict";
import fc from "fast-check";
import { methodArnPath } from "../../../infra/api/invokePermissions";
import { methodPath, methodSettings } from "../../../infra/api/methodSettings";
import type { ContractOperation } from "../../../infra/contract";
import { parseStage } from "../../../infra/stage";

const { storefront } = parseStage("dev", {
  identity: { browserClient: { callbackUrls: ["https://a.example/"], logoutUrls: ["https://a.example/"] } },
});
const cached = { ...storefront, cache: { ...storefront.cache, enabled: true } };

const operation = (more: Partial<ContractOperation>): ContractOperation => ({
  operationId: "getThing",
  method: "GET",
  path: "/things/{id}",
  integration: { kind: "lambda", function: "things" },
  access: { kind: "scopes", scopes: ["shop/things.read"] },
  apiKeyRequired: false,
  ...more,
});

const find = (operations: ContractOperation[], settings: typeof storefront, name: string) =>
  methodSettings(operations, settings).find((design) => design.name === name)?.settings;

describe("methodSettings", () => {
  it("begins with all methods: throttled, measured, errors logged, no bodies logged, nothing cached", () => {
    const [all, ...others] = methodSettings([operation({})], cached);
    assert.equal(all?.methodPath, "*/*");
    assert.equal(all?.settings.throttlingRateLimit, storefront.throttle.requestsPerSecond);
    assert.equal(all?.settings.throttlingBurstLimit, storefront.throttle.burst);
    assert.equal(all?.settings.loggingLevel, "ERROR");
    assert.equal(all?.settings.dataTraceEnabled, false);
    assert.equal(all?.settings.cachingEnabled, false);
    assert.deepEqual(others, []);
  });

  it("caches what the contract says, encrypted, and only where the stage has a cache", () => {
    const products = operation({ cache: { ttlSeconds: 60, keyParameters: ["method.request.path.id"] } });
    const settings = find([products], cached, "getThing");
    assert.equal(settings?.cachingEnabled, true);
    assert.equal(settings?.cacheTtlInSeconds, 60);
    assert.equal(settings?.cacheDataEncrypted, true);
    assert.equal(settings?.requireAuthorizationForCacheControl, true);
    // Whoever may not invalidate the cache and tries is told, instead of being given the cached answer.
    assert.equal(settings?.unauthorizedCacheControlHeaderStrategy, "FAIL_WITH_403");
    assert.equal(find([products], storefront, "getThing"), undefined);
  });

  it("repeats every setting of the stage in a method's own, because a method inherits none", () => {
    const [all, own] = methodSettings([operation({ throttle: { rate: 5, burst: 7 } })], storefront);
    assert.deepEqual(
      { ...own?.settings, throttlingRateLimit: 0, throttlingBurstLimit: 0 },
      {
        ...all?.settings,
        throttlingRateLimit: 0,
        throttlingBurstLimit: 0,
      },
    );
    assert.equal(own?.settings.throttlingRateLimit, 5);
    assert.equal(own?.settings.throttlingBurstLimit, 7);
  });

  it("throttles a public operation by itself, whether the contract says so or not", () => {
    const settings = find([operation({ access: { kind: "public" } })], storefront, "getThing");
    assert.ok(settings && settings.throttlingRateLimit < storefront.throttle.requestsPerSecond);
  });

  it("promises no method more than its stage has", () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), (rate, burst) => {
        const settings = find([operation({ throttle: { rate, burst } })], storefront, "getThing");
        assert.ok(settings);
        assert.ok(settings.throttlingRateLimit <= storefront.throttle.requestsPerSecond);
        assert.ok(settings.throttlingBurstLimit <= storefront.throttle.burst);
      }),
    );
  });
});

describe("methodPath", () => {
  it("escapes every slash of the path, the first too, and leaves one before the method", () => {
    assert.equal(methodPath({ path: "/products/{id}", method: "GET" }), "~1products~1{id}/GET");
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z~{}]+$/), { minLength: 1 }), (parts) => {
        const path = `/${parts.join("/")}`;
        const [escaped = "", method, ...more] = methodPath({ path, method: "PUT" }).split("/");
        assert.deepEqual([method, more], ["PUT", []]);
        assert.equal(escaped.replaceAll("~1", "/").replaceAll("~0", "~"), path);
      }),
    );
  });
});

describe("methodArnPath", () => {
  it("leaves a path parameter open and all else closed", () => {
    assert.equal(
      methodArnPath({ method: "GET", path: "/users/{id}/orders/{order}" }),
      "GET/users/*/orders/*",
    );
    assert.equal(methodArnPath({ method: "POST", path: "/users" }), "POST/users");
  });
});
