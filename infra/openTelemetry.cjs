"use strict";

/**
 * Lets Pulumi's SDK 3.248 trace with OpenTelemetry 2 (`pulumi up` under a TRACEPARENT, or with `--tracing`).
 *
 * The SDK asks for OpenTelemetry 1.30, which an open advisory concerns (GHSA-8988-4f7v-96qf); its fix is in 2.8. Pulumi's SDK took
 * OpenTelemetry 2 with 3.255, and needs Node 22 from 3.249 on. So package.json puts 2 in the place of 1.30, and this file, which
 * `nodeargs` in Pulumi.yaml loads first, gives back the two names that 3.248 uses and 2 does without: the class `Resource`, and
 * `addSpanProcessor` of a tracer provider. With Node 22 as the oldest and an SDK from 3.255 on, all three can go.
 */
const { createRequire } = require("node:module");

const ofSdk = createRequire(require.resolve("@pulumi/pulumi"));

/** Adds to what a package of the SDK exports. An export of TypeScript's own cannot be set, so the whole is replaced. */
function extend(name, additions) {
  const exported = ofSdk(name);
  require.cache[ofSdk.resolve(name)].exports = { ...exported, ...additions(exported) };
}

/** Passes each span on to the processors that were added since. */
class AddedProcessors {
  processors = [];
  onStart = (span, context) => this.processors.forEach((processor) => processor.onStart(span, context));
  onEnd = (span) => this.processors.forEach((processor) => processor.onEnd(span));
  forceFlush = async () =>
    void (await Promise.all(this.processors.map((processor) => processor.forceFlush())));
  shutdown = async () => void (await Promise.all(this.processors.map((processor) => processor.shutdown())));
}

// Nothing of it is loaded where nothing is traced: the SDK asks the same two questions.
if (process.env.TRACEPARENT || process.env.PULUMI_EXPERIMENTAL) {
  extend("@opentelemetry/resources", ({ defaultResource, resourceFromAttributes }) => ({
    Resource: class {
      static default = defaultResource;
      constructor(attributes) {
        return resourceFromAttributes(attributes);
      }
    },
  }));
  extend("@opentelemetry/sdk-trace-node", ({ NodeTracerProvider }) => ({
    NodeTracerProvider: class extends NodeTracerProvider {
      #added;
      constructor(config) {
        const added = new AddedProcessors();
        super({ ...config, spanProcessors: [added] });
        this.#added = added;
      }
      addSpanProcessor(processor) {
        this.#added.processors.push(processor);
      }
    },
  }));
}
