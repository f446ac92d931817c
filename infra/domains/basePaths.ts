import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { RestApi } from "../api";

/**
 * The base paths of a custom domain. The empty base path is the root of the host; it cannot stand beside others.
 *
 * @param domainNameId only private domains have one
 */
export function basePaths(
  name: string,
  domain: { readonly domainName: pulumi.Input<string>; readonly domainNameId?: pulumi.Input<string> },
  apis: Readonly<Record<string, RestApi>>,
  opts: pulumi.CustomResourceOptions,
): aws.apigateway.BasePathMapping[] {
  return Object.entries(apis).map(
    ([basePath, api]) =>
      new aws.apigateway.BasePathMapping(
        `${name}-${basePath === "" ? "root" : basePath}`,
        {
          ...domain,
          restApi: api.id,
          stageName: api.stageName,
          ...(basePath === "" ? {} : { basePath }),
        },
        // A base path is taken until its mapping is gone (pulumi/pulumi-aws#1035).
        { ...opts, deleteBeforeReplace: true },
      ),
  );
}
