import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { optionFor, validationNames } from "./validationNames";

export interface DnsCertificateArgs {
  /** The first is the certificate's own name. */
  readonly domainNames: readonly [string, ...string[]];
  readonly zoneId: pulumi.Input<string>;
  /** Whose the validation records are, and what their names begin with. @default - the certificate's */
  readonly records?: { readonly name: string; readonly parent: pulumi.Resource };
}

/**
 * An ACM certificate, validated through Route 53. It lies in the Region of the component's provider, which for an
 * edge-optimised domain has to be us-east-1: that is where CloudFront looks.
 */
export class DnsCertificate extends pulumi.ComponentResource {
  /** Known once the certificate is issued, so that whoever uses it waits for that. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: DnsCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:domains:DnsCertificate", name, {}, opts);
    const parent = { parent: this };
    const [domainName, ...alternatives] = args.domainNames;
    const certificate = new aws.acm.Certificate(
      `${name}-certificate`,
      {
        domainName,
        ...(alternatives.length > 0 ? { subjectAlternativeNames: alternatives } : {}),
        validationMethod: "DNS",
        keyAlgorithm: "EC_prime256v1",
        options: { certificateTransparencyLoggingPreference: "ENABLED" },
      },
      parent,
    );
    const owner = args.records ?? { name, parent: this };
    const records = validationNames(args.domainNames).map((validated) => {
      const option = certificate.domainValidationOptions.apply((options) => optionFor(validated, options));
      return new aws.route53.Record(
        `${owner.name}-validation-${validated}`,
        {
          zoneId: args.zoneId,
          name: option.resourceRecordName,
          type: option.resourceRecordType,
          records: [option.resourceRecordValue],
          ttl: 300,
          // The record depends on the account and the name only: another stack may have it already.
          allowOverwrite: true,
        },
        { parent: owner.parent },
      );
    });
    const validation = new aws.acm.CertificateValidation(
      `${name}-validation`,
      { certificateArn: certificate.arn, validationRecordFqdns: records.map((record) => record.fqdn) },
      parent,
    );
    this.arn = validation.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}
