import { ALPHANUMERIC, fingerprint, HEX, LOWER_ALPHANUMERIC, UPPER_ALPHANUMERIC, uuid } from "../fingerprint";
import { list, record, text } from "../model";
import { CLOUDFRONT_ZONE_ID } from "../resources/hostedZones";
import type { DataSourceTable, Place } from "./place";
import { globalPlaceArn, placeArn } from "./place";
import { getPolicyDocument } from "./policyDocument";

const keyIdOf = (idOrAlias: string, { region }: Place): string =>
  /^(arn:|alias\/)/.test(idOrAlias) ? uuid(`key ${idOrAlias} ${region}`) : idOrAlias;

/** Things that other programs made, looked up by name. */
export const services: DataSourceTable = {
  "aws:iam/getPolicyDocument:getPolicyDocument": getPolicyDocument,
  "aws:iam/getPolicy:getPolicy": (args, place) => {
    const name = text(args.name, text(args.arn).split("/").pop() ?? "policy");
    const policyArn = text(args.arn, `arn:${place.partition.id}:iam::aws:policy/${name}`);
    return { ...args, id: policyArn, arn: policyArn, name, path: "/", policy: "{}", policyId: "", tags: {} };
  },
  "aws:iam/getRole:getRole": (args, place) => ({
    ...args,
    id: args.name,
    arn: globalPlaceArn(place, "iam", `role/${text(args.name)}`),
    assumeRolePolicy: "{}",
    maxSessionDuration: 3600,
    path: "/",
    tags: {},
    uniqueId: `AROA${fingerprint(text(args.name), 17, UPPER_ALPHANUMERIC)}`,
  }),
  "aws:kms/getKey:getKey": (args, place) => {
    const keyId = keyIdOf(text(args.keyId), place);
    return {
      ...args,
      id: keyId,
      arn: placeArn(place, "kms", `key/${keyId}`),
      awsAccountId: place.accountId,
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      enabled: true,
      // Keys behind `alias/aws/…` are AWS's own; no policy of the account rules them.
      keyManager: text(args.keyId).includes("alias/aws/") ? "AWS" : "CUSTOMER",
      keySpec: "SYMMETRIC_DEFAULT",
      keyState: "Enabled",
      keyUsage: "ENCRYPT_DECRYPT",
      multiRegion: false,
      origin: "AWS_KMS",
      region: place.region,
    };
  },
  "aws:kms/getAlias:getAlias": (args, place) => {
    const keyId = keyIdOf(text(args.name), place);
    const aliasArn = placeArn(place, "kms", text(args.name));
    return {
      ...args,
      id: aliasArn,
      arn: aliasArn,
      region: place.region,
      targetKeyArn: placeArn(place, "kms", `key/${keyId}`),
      targetKeyId: keyId,
    };
  },
  "aws:acm/getCertificate:getCertificate": (args, place) => {
    const domain = text(args.domain, text(record(args.tags).Name, "example.com"));
    const certificateArn = placeArn(
      place,
      "acm",
      `certificate/${uuid(`certificate ${domain} ${place.region}`)}`,
    );
    return {
      ...args,
      id: certificateArn,
      arn: certificateArn,
      certificate: "",
      certificateChain: "",
      domain,
      region: place.region,
      status: "ISSUED",
      tags: record(args.tags),
    };
  },
  "aws:apigateway/getRestApi:getRestApi": (args, place) => {
    const id = fingerprint(`api ${text(args.name)}`, 10, LOWER_ALPHANUMERIC);
    return {
      ...args,
      id,
      apiKeySource: "HEADER",
      arn: placeArn({ ...place, accountId: "" }, "apigateway", `/restapis/${id}`),
      binaryMediaTypes: [],
      description: "",
      endpointConfigurations: [{ ipAddressType: "ipv4", types: ["EDGE"], vpcEndpointIds: [] }],
      executionArn: placeArn(place, "execute-api", id),
      minimumCompressionSize: "",
      policy: "",
      region: place.region,
      rootResourceId: fingerprint(`root of ${id}`, 10, LOWER_ALPHANUMERIC),
      tags: {},
    };
  },
  "aws:apigateway/getExport:getExport": (args, place) => ({
    ...args,
    id: `${text(args.restApiId)}:${text(args.stageName)}`,
    body: JSON.stringify({
      openapi: "3.0.1",
      info: { title: text(args.restApiId), version: "1" },
      paths: {},
    }),
    contentDisposition: `attachment; filename="${text(args.exportType)}_${text(args.stageName)}.json"`,
    contentType: text(args.accepts, "application/json"),
    region: place.region,
  }),
  "aws:ssm/getParameter:getParameter": (args, place) => ({
    ...args,
    id: args.name,
    arn: placeArn(place, "ssm", `parameter/${text(args.name).replace(/^\//, "")}`),
    insecureValue: fingerprint(text(args.name), 16, ALPHANUMERIC),
    region: place.region,
    type: "String",
    value: fingerprint(text(args.name), 16, ALPHANUMERIC),
    version: 1,
  }),
  "aws:secretsmanager/getSecret:getSecret": (args, place) => {
    const name = text(args.name, text(args.arn).split(":").pop() ?? "");
    const secretArn = text(
      args.arn,
      placeArn(place, "secretsmanager", `secret:${name}-${fingerprint(name, 6, ALPHANUMERIC)}`),
    );
    return {
      ...args,
      id: secretArn,
      arn: secretArn,
      createdDate: "2025-01-01T00:00:00Z",
      description: "",
      kmsKeyId: "",
      lastChangedDate: "2025-01-01T00:00:00Z",
      name,
      policy: "",
      region: place.region,
      tags: {},
    };
  },
  "aws:secretsmanager/getSecretVersion:getSecretVersion": (args, place) => ({
    ...args,
    id: `${text(args.secretId)}|AWSCURRENT`,
    arn: args.secretId,
    createdDate: "2025-01-01T00:00:00Z",
    region: place.region,
    secretBinary: "",
    secretString: fingerprint(text(args.secretId), 32, ALPHANUMERIC),
    versionId: uuid(text(args.secretId)),
    versionStages: ["AWSCURRENT"],
  }),
  // AWS draws another one at each call; here it is the same from run to run.
  "aws:secretsmanager/getRandomPassword:getRandomPassword": (args, { region }) => {
    const length = Number(args.passwordLength ?? 32);
    const drawn = fingerprint(`random password ${String(length)} ${region}`, length, ALPHANUMERIC);
    return { ...args, id: drawn, randomPassword: drawn, region };
  },
  "aws:lambda/getFunction:getFunction": (args, place) => {
    const functionArn = placeArn(place, "lambda", `function:${text(args.functionName)}`);
    const invocations = `path/2015-03-31/functions/${functionArn}/invocations`;
    return {
      ...args,
      id: args.functionName,
      arn: functionArn,
      invokeArn: placeArn({ ...place, accountId: "lambda" }, "apigateway", invocations),
      qualifiedArn: `${functionArn}:$LATEST`,
      region: place.region,
      tags: {},
      version: "$LATEST",
    };
  },
  "aws:wafv2/getWebAcl:getWebAcl": (args, place) => {
    const id = uuid(`web ACL ${text(args.name)}`);
    const path = `${args.scope === "CLOUDFRONT" ? "global" : "regional"}/webacl/${text(args.name)}/${id}`;
    return { ...args, id, arn: placeArn(place, "wafv2", path), description: "", region: place.region };
  },
  "aws:cloudfront/getDistribution:getDistribution": (args, place) => ({
    ...args,
    aliases: list(args.aliases),
    arn: globalPlaceArn(place, "cloudfront", `distribution/${text(args.id)}`),
    domainName: `d${fingerprint(text(args.id), 13, LOWER_ALPHANUMERIC)}.cloudfront.net`,
    enabled: true,
    etag: `E${fingerprint(text(args.id), 13, UPPER_ALPHANUMERIC)}`,
    hostedZoneId: CLOUDFRONT_ZONE_ID,
    status: "Deployed",
  }),
  "aws:cloudfront/getCachePolicy:getCachePolicy": (args, place) => {
    const id = text(args.id, uuid(`cache policy ${text(args.name)}`));
    return { ...args, id, arn: globalPlaceArn(place, "cloudfront", `cache-policy/${id}`) };
  },
  "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": (args, place) => {
    const id = text(args.id, uuid(`origin request policy ${text(args.name)}`));
    return { ...args, id, arn: globalPlaceArn(place, "cloudfront", `origin-request-policy/${id}`) };
  },
  "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": (args, place) => {
    const id = text(args.id, uuid(`response headers policy ${text(args.name)}`));
    return { ...args, id, arn: globalPlaceArn(place, "cloudfront", `response-headers-policy/${id}`) };
  },
  "aws:cloudfront/getLogDeliveryCanonicalUserId:getLogDeliveryCanonicalUserId": (_args, { region }) => ({
    id: fingerprint(`awslogsdelivery ${region}`, 64, HEX),
    region,
  }),
  "aws:s3/getBucket:getBucket": (args, place) => ({
    ...args,
    id: args.bucket,
    arn: `arn:${place.partition.id}:s3:::${text(args.bucket)}`,
    bucketDomainName: `${text(args.bucket)}.s3.${place.partition.dnsSuffix}`,
    bucketRegion: place.region,
    bucketRegionalDomainName: `${text(args.bucket)}.s3.${place.region}.${place.partition.dnsSuffix}`,
    region: place.region,
  }),
};
