import { HEX, LOWER_ALPHANUMERIC } from "../fingerprint";
import type { Model, Resource, ServiceTable } from "../model";
import { arn, derive, input, joined } from "../model";

/** Zone of S3 website endpoints. Source: AWS General Reference, "Amazon S3 endpoints and quotas". */
const WEBSITE_ZONES: Readonly<Record<string, string>> = {
  "eu-central-1": "Z21DNDUVLTQW6Q",
  "eu-west-1": "Z1BKCTXD74EZPE",
  "us-east-1": "Z3AQBSTGFYJSTF",
  "us-east-2": "Z2O1EMRO9K5GLX",
  "us-west-2": "Z3BJ6K6RIION7M",
};

/** Bucket ARNs have neither Region nor account: names are unique in the partition. */
const bucketArn = (resource: Resource, path: string): string =>
  arn(resource, "s3", path, { region: "", account: "" });

/** A resource that configures a bucket and has its name as id. */
const configuration = (rest: Partial<Model> = {}): Model => ({
  id: joined("", "bucket"),
  replaceOnChange: ["bucket", "expectedBucketOwner"],
  ...rest,
});

const bucket: Model = {
  id: joined("", "bucket"),
  autoname: { property: "bucket", maxLength: 63, lowercase: true },
  taggable: true,
  defaults: { forceDestroy: false, objectLockEnabled: false, requestPayer: "BucketOwner" },
  computed: (self) => ({
    arn: bucketArn(self, self.id),
    bucketDomainName: `${self.id}.s3.${self.partition.dnsSuffix}`,
    bucketRegion: self.region,
    bucketRegionalDomainName: `${self.id}.s3.${self.region}.${self.partition.dnsSuffix}`,
    hostedZoneId:
      WEBSITE_ZONES[self.region] ?? `Z${derive(self, "zone", 13, LOWER_ALPHANUMERIC).toUpperCase()}`,
    websiteDomain: "",
    websiteEndpoint: "",
  }),
  replaceOnChange: ["bucket", "bucketNamespace", "bucketPrefix", "objectLockEnabled"],
  validate: (self) => {
    const name = input(self, "bucket");
    return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)
      ? []
      : [
          {
            property: "bucket",
            reason: `S3 refuses the bucket name "${name}": 3 to 63 characters of a-z, 0-9, "." and "-", a letter or digit at both ends.`,
          },
        ];
  },
};

const object: Model = {
  id: joined("/", "bucket", "key"),
  taggable: true,
  defaults: { forceDestroy: false, storageClass: "STANDARD" },
  computed: (self) => ({
    arn: bucketArn(self, `${input(self, "bucket")}/${input(self, "key")}`),
    versionId: "",
  }),
  replaceOnChange: ["bucket", "key"],
};

const checksums = {
  checksumCrc32: "",
  checksumCrc32c: "",
  checksumCrc64nvme: "",
  checksumSha1: "",
};

/** Buckets and what configures them; the names with V2 are what Pulumi's v6 provider called the same types. */
export const s3: ServiceTable = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:s3/bucketObject:BucketObject": object,
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    ...object,
    computed: (self) => ({
      ...object.computed?.(self),
      ...checksums,
      checksumSha256: derive(self, "sha256", 64, HEX),
    }),
  },
  "aws:s3/bucketPolicy:BucketPolicy": configuration({ replaceOnChange: ["bucket"] }),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": configuration({
    defaults: {
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    },
    replaceOnChange: ["bucket"],
  }),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": configuration({ replaceOnChange: ["bucket"] }),
  "aws:s3/bucketVersioning:BucketVersioning": configuration(),
  "aws:s3/bucketVersioningV2:BucketVersioningV2": configuration(),
  "aws:s3/bucketLogging:BucketLogging": configuration(),
  "aws:s3/bucketLoggingV2:BucketLoggingV2": configuration(),
  "aws:s3/bucketAcl:BucketAcl": configuration(),
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": configuration(),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": configuration({
    defaults: { transitionDefaultMinimumObjectSize: "all_storage_classes_128K" },
  }),
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": configuration(),
  "aws:s3/bucketNotification:BucketNotification": configuration({ replaceOnChange: ["bucket"] }),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": configuration(),
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2":
    configuration(),
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": configuration(),
  "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": configuration({
    computed: (site) => {
      const websiteDomain = `s3-website-${site.region}.${site.partition.dnsSuffix}`;
      return { websiteDomain, websiteEndpoint: `${site.id}.${websiteDomain}` };
    },
  }),
};
