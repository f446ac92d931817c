import { createRequire } from "node:module";
import { oncePer } from "../model/once";

/** What of the SDK's inside unpacks a resource; its server calls both through their modules. */
interface Inside {
  readonly deserialize?: { deserializeProperties?: (message: object, proxySecrets: boolean) => object };
  readonly proxy?: { unknownCheckingProxy?: (props: object) => object };
}

/**
 * The SDK unpacks each resource anew for each policy, hundreds of times, which is most of what a pack does. From here on
 * it unpacks a message once, and shows all policies the same object; so the policies must leave it as it is. Rules have
 * no way to write to what they see. A remediation, which does write, is given an object of its own, as ever.
 *
 * Both functions are inside the SDK: one that keeps them elsewhere is slower, and just as good.
 */
export function unpackOnce(): void {
  const { deserialize, proxy } = insideOfSdk();
  const unpack = deserialize?.deserializeProperties;
  if (deserialize && unpack) {
    const read = oncePer((message: object) => unpack(message, false));
    deserialize.deserializeProperties = (message, proxySecrets) =>
      proxySecrets ? unpack(message, true) : read(message);
  }
  if (proxy?.unknownCheckingProxy) proxy.unknownCheckingProxy = oncePer(proxy.unknownCheckingProxy);
}

function insideOfSdk(): Inside {
  const sdk = createRequire(__filename);
  try {
    return {
      deserialize: sdk("@pulumi/policy/deserialize") as Inside["deserialize"],
      proxy: sdk("@pulumi/policy/proxy") as Inside["proxy"],
    };
  } catch {
    return {};
  }
}
