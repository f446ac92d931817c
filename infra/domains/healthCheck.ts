import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** So many checks in a row change the verdict: Route 53's own default, 90 seconds at the usual interval. */
const failureThreshold = 3;
/** Seconds between two checks of one checker. 10 costs extra, and the others check in between. */
const requestInterval = 30;

/**
 * A Route 53 health check: asks a public address from some fifteen places of the world whether it answers 2xx or 3xx within
 * two seconds. It sees what alarms on the API's own metrics cannot: DNS, the certificate, CloudFront, a web ACL that shuts
 * everybody out. Its metrics are in us-east-1, whatever the Region of what it checks.
 */
export const healthCheck = (
  name: string,
  { hostName, path }: { readonly hostName: string; readonly path: string },
  opts: pulumi.CustomResourceOptions,
): aws.route53.HealthCheck =>
  new aws.route53.HealthCheck(
    name,
    {
      type: "HTTPS",
      fqdn: hostName,
      port: 443,
      resourcePath: path,
      // CloudFront finds the certificate by the host name in the handshake.
      enableSni: true,
      failureThreshold,
      requestInterval,
      // The only name that the console shows.
      tags: { Name: `${hostName}${path}` },
    },
    opts,
  );
