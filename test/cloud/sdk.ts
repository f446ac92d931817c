import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const sdk = dirname(require.resolve("@pulumi/aws/package.json"));

/** What the AWS SDK says of a resource type, read from its generated class. */
export interface SdkType {
  readonly inputs: readonly string[];
  /** Properties that only the provider can answer. */
  readonly outputs: readonly string[];
}

/** The SDK's class of `aws:kms/key:Key` is generated in `kms/key.js`; types that it lacks are undefined. */
export function readSdkType(type: string): SdkType | undefined {
  const file = join(sdk, `${type.split(":")[1]}.js`);
  if (!existsSync(file)) return undefined;
  const source = readFileSync(file, "utf8");
  if (!source.includes(`__pulumiType = '${type}'`)) return undefined;
  const names = (pattern: RegExp): string[] => [...source.matchAll(pattern)].map(([, name]) => name ?? "");
  return {
    inputs: [...new Set(names(/resourceInputs\["(\w+)"\] = \(?args/g))],
    outputs: [...new Set(names(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g))],
  };
}
